package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request about one account, with places for what names the account. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "['{id}', '{userName}', '{externalId}'].exists(place, self.url.contains(place) || (has(self.body) && self.body.contains(place)))",
        message = "`request` must name the account in `url` or `body`, by {id}, {userName} or {externalId}")
public record DeclaredRequest(
        @OneOf({"POST", "PUT", "PATCH", "DELETE"}) @JsonPropertyDescription("Its method; absent: POST.") @Nullable
        String method,

        @Required
        @Size(min = 2, max = 1024)
        @ValidationRule(
                value = "self.matches('^(https?://[^/?#@{} ]+)?/[^# ]*$')",
                message =
                        "`url` must be a path below the endpoint, such as /Users/{id}/sessions, or an address such as https://app.example.com/sessions/{id}, without user and fragment")
        @JsonPropertyDescription(
                "Where it goes: a path below the endpoint, such as /Users/{id}/sessions, or an address. Where that has another host than the endpoint, the annotation usher.dev/hosts of the Secret must name both. {id}, {userName} and {externalId} are those of the account.")
        String url,

        @Size(min = 2, max = 2048)
        @JsonPropertyDescription(
                "What it carries: a JSON object with the same places, within quotes, such as {\"user\": \"{id}\"}; absent: nothing.")
        @Nullable
        String body,

        @Size(max = 8)
        @ValidationRule(
                value = "self.all(status, status >= 200 && status <= 599)",
                message = "each of `expected` must be a status from 200 to 599")
        @JsonPropertyDescription(
                "By which statuses it is answered that it is done, such as 204 and 404; absent: by every 2xx, of a handover by each but 202, which says that it is under way.")
        @Nullable
        List<Integer> expected) {}

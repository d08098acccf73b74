package dev.usher.net;

import dev.usher.net.NetFailure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads an answer to its end, or up to the first byte too many, where it fails or is cut off. */
final class AnswerReader {

    private static final int FIRST_STATUS = 200;
    private static final int LAST_STATUS = 599;
    private static final int FIRST_REDIRECT = 300;
    private static final int LAST_REDIRECT = 399;
    private static final int NOT_MODIFIED = 304;

    private AnswerReader() {}

    static HttpAnswer read(ClassicHttpResponse response, Limits limits) throws NetFailure, IOException {
        int status = response.getCode();
        if (status < FIRST_STATUS || status > LAST_STATUS) {
            throw new NetFailure(Kind.MALFORMED, true, "the status is none that HTTP knows");
        }
        if (status >= FIRST_REDIRECT && status <= LAST_REDIRECT && status != NOT_MODIFIED) {
            throw new NetFailure(Kind.REDIRECTED, true, "the answer is a redirect, and none is followed");
        }
        for (Header encoding : response.getHeaders("Content-Encoding")) {
            if (!encoding.getValue().equalsIgnoreCase("identity")) {
                throw new NetFailure(Kind.MALFORMED, true, "the answer is compressed, which was not asked for");
            }
        }
        return new HttpAnswer(status, headers(response), body(response.getEntity(), limits));
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(header.getValue());
        }
        headers.replaceAll((_, values) -> List.copyOf(values));
        return headers;
    }

    private static Body body(@Nullable HttpEntity entity, Limits limits) throws NetFailure, IOException {
        int most = limits.responseBytes();
        if (entity == null) {
            return Body.NONE;
        }
        if (limits.cut()) {
            return Body.owning(entity.getContent().readNBytes(most));
        }
        byte[] bytes = entity.getContentLength() > most
                ? new byte[0]
                : entity.getContent().readNBytes(most + 1);
        if (entity.getContentLength() > most || bytes.length > most) {
            throw new NetFailure(Kind.TOO_LARGE, true, "the body of the answer is larger than " + most + " bytes");
        }
        return Body.owning(bytes);
    }
}

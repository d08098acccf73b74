package dev.usher.bench.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OperatorJvmTest {

    @Test
    void holesBetweenObjectsAreNotInUse() {
        assertThat(OperatorJvm.liveBytes("""
                4711:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:            12       13212000  [Ljdk.internal.vm.FillerElement; (java.base@25.0.3)
                   2:        219695       13504136  [B (java.base@25.0.3)
                   3:             2             32  jdk.internal.vm.FillerObject (java.base@25.0.3)
                Total        219709       26716168
                """)).isEqualTo(13_504_136);
    }

    @Test
    void aProcessThatSaysNothingIsNotOneWithoutObjects() {
        assertThatThrownBy(() -> OperatorJvm.liveBytes("4711: no such process")).isInstanceOf(TooSlow.class);
    }
}

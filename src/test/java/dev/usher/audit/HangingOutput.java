package dev.usher.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/** Takes nothing before there is a reader. */
final class HangingOutput extends ByteArrayOutputStream {
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch reader = new CountDownLatch(1);

    /** Waits until somebody writes. */
    void awaitHanging() throws InterruptedException {
        began.await();
    }

    /** From now on whatever is written is taken. */
    void isRead() {
        reader.countDown();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        began.countDown();
        try {
            reader.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        super.write(bytes);
    }
}

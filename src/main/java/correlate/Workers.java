package correlate;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The one place with threads: pieces of work are done by several at once, and their results taken in the order of the pieces. */
final class Workers implements Closeable {
    private final int threads;
    private ExecutorService pool;

    /** So many threads; with one, everything happens on the caller's, and so does what is only one piece. */
    Workers(int threads) {
        this.threads = threads;
    }

    /**
     * Takes the result of every piece, in order.
     *
     * @param next gives the next piece, or null at the end; called on this thread
     * @param work what is done with it, on any thread
     * @param take is given each result, on this thread
     */
    <T, R> void inOrder(Supplier<T> next, Function<T, R> work, Consumer<R> take) {
        if (threads == 1) {
            for (T piece = next.get(); piece != null; piece = next.get()) {
                take.accept(work.apply(piece));
            }
            return;
        }
        Deque<Future<R>> waiting = new ArrayDeque<>();
        T piece = next.get();
        while (piece != null) {
            T mine = piece;
            piece = next.get();
            if (piece == null && waiting.isEmpty()) {           // there is but one
                take.accept(work.apply(mine));
                return;
            }
            waiting.add(pool().submit(() -> work.apply(mine)));
            if (waiting.size() > threads + 1) {
                take.accept(result(waiting.remove()));
            }
        }
        while (!waiting.isEmpty()) {
            take.accept(result(waiting.remove()));
        }
    }

    private ExecutorService pool() {
        if (pool == null) {
            pool = Executors.newFixedThreadPool(threads, task -> {
                Thread thread = new Thread(task, "worker");
                thread.setDaemon(true);
                return thread;
            });
        }
        return pool;
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}

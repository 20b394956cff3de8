package dev.alloc.tracking.stack;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/** Ways to be called, with frames in between that are shown to nobody or to some. */
enum Caller {
  PLAIN {
    @Override
    void call(Runnable body) {
      body.run();
    }
  },
  LAMBDA {
    @Override
    void call(Runnable body) {
      List.of(1).forEach(_ -> body.run());
    }
  },
  STREAM {
    @Override
    void call(Runnable body) {
      IntStream.range(0, 2).mapToObj(i -> i).filter(i -> i == 0).forEach(_ -> body.run());
    }
  },
  REFLECTIVE {
    @Override
    void call(Runnable body) throws ReflectiveOperationException {
      Method run = Runnable.class.getMethod("run");
      run.invoke(body);
    }
  },
  METHOD_HANDLE {
    private static final MethodHandle RUN = handle();

    @Override
    void call(Runnable body) throws Exception {
      try {
        RUN.invokeExact(body);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    private static MethodHandle handle() {
      try {
        return MethodHandles.publicLookup()
            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  },
  PROXY {
    @Override
    void call(Runnable body) {
      Runnable proxy =
          (Runnable)
              Proxy.newProxyInstance(
                  Caller.class.getClassLoader(),
                  new Class<?>[] {Runnable.class},
                  (_, method, arguments) -> method.invoke(body, arguments));
      proxy.run();
    }
  },
  RECURSIVE {
    @Override
    void call(Runnable body) {
      recursive(100, body);
    }
  },
  REFLECTIVELY_RECURSIVE {
    @Override
    void call(Runnable body) throws ReflectiveOperationException {
      Runnable nested = body;
      Method run = Runnable.class.getMethod("run");
      for (int i = 0; i < 30; i++) {
        Runnable inner = nested;
        nested = () -> invoke(run, inner);
      }
      nested.run();
    }
  },
  PLATFORM_THREAD {
    @Override
    void call(Runnable body) throws Exception {
      on(Thread.ofPlatform(), body);
    }
  },
  VIRTUAL_THREAD {
    @Override
    void call(Runnable body) throws Exception {
      on(Thread.ofVirtual(), body);
    }
  },
  VIRTUAL_THREAD_RECURSIVE {
    @Override
    void call(Runnable body) throws Exception {
      on(Thread.ofVirtual(), () -> recursive(100, body));
    }
  };

  abstract void call(Runnable body) throws Exception;

  private static void recursive(int depth, Runnable body) {
    if (depth == 0) {
      body.run();
    } else {
      recursive(depth - 1, body);
    }
  }

  private static void invoke(Method method, Object target) {
    try {
      method.invoke(target);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.toString(), e);
    }
  }

  private static void on(Thread.Builder builder, Runnable body) throws Exception {
    FutureTask<Void> task = new FutureTask<>(body, null);
    builder.start(task);
    task.get();
  }
}

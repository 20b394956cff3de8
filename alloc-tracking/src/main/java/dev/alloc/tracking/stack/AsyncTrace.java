package dev.alloc.tracking.stack;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * What {@code AsyncGetCallTrace} is given: the thread's {@code JNIEnv}, a number of frames, and
 * where they are.
 *
 * @param function its address
 * @param vm the {@code JavaVM}
 * @param getEnv finds the calling thread's {@code JNIEnv}
 */
record AsyncTrace(MemorySegment function, long vm, MethodHandle getEnv) {
  private static final int JNI_VERSION = 0x00010008; // all later ones have it
  private static final int GET_ENV = 6; // in JNIInvokeInterface
  private static final int SET_EVENT_NOTIFICATION_MODE = 1; // in jvmtiInterface_1
  private static final int SET_EVENT_CALLBACKS = 121;
  private static final int CALLBACKS = 40; // at least those of all events
  private static final int FIRST_EVENT = 50;
  private static final int CLASS_LOAD = 55;
  private static final int ENABLE = 1;
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final FunctionDescriptor GET_ENV_TYPE =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);

  /** In place of one that cannot be had; not to be called. */
  static final AsyncTrace NONE =
      new AsyncTrace(MemorySegment.NULL, 0, MethodHandles.empty(GET_ENV_TYPE.toMethodType()));

  /**
   * Makes one, and has the VM post the loading of classes to nobody: without it the function gives
   * no frames, since a profiler would not know the methods.
   *
   * @throws IllegalStateException if this VM has no such function
   */
  @SuppressWarnings("restricted") // only what the VM itself says is called
  static AsyncTrace ofThisVm() {
    Linker linker = Linker.nativeLinker();
    MemorySegment function =
        Jvmti.library()
            .find("AsyncGetCallTrace")
            .orElseThrow(() -> new IllegalStateException("the VM has no AsyncGetCallTrace"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vm = Jvmti.vm(linker, arena);
      postClassLoads(linker, MemorySegment.ofAddress(Jvmti.ofThisVm().environment()));
      MethodHandle getEnv = linker.downcallHandle(Jvmti.function(vm, GET_ENV), GET_ENV_TYPE);
      return new AsyncTrace(function, vm.address(), getEnv);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // no function of C throws
    }
  }

  @SuppressWarnings("restricted") // as above
  private static void postClassLoads(Linker linker, MemorySegment environment) throws Throwable {
    MemorySegment nothing =
        linker
            .defaultLookup()
            .find("getpid") // does nothing with what it is given
            .orElseThrow(() -> new IllegalStateException("the C library has no getpid"));
    MemorySegment callbacks = Arena.global().allocate(POINTER, CALLBACKS);
    callbacks.setAtIndex(POINTER, CLASS_LOAD - FIRST_EVENT, nothing);
    MethodHandle setCallbacks =
        linker.downcallHandle(
            Jvmti.function(environment, SET_EVENT_CALLBACKS),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER, ValueLayout.JAVA_INT));
    MethodHandle setMode =
        linker.downcallHandle(
            Jvmti.function(environment, SET_EVENT_NOTIFICATION_MODE),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                POINTER,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                POINTER));
    int error = (int) setCallbacks.invokeExact(environment, callbacks, (int) callbacks.byteSize());
    if (error == 0) {
      error = (int) setMode.invokeExact(environment, ENABLE, CLASS_LOAD, MemorySegment.NULL);
    }
    if (error != 0) {
      throw new IllegalStateException(
          "the VM does not post the loading of classes, error " + error);
    }
  }

  /** Fills in what the function reads; returns the address of that. */
  long prepare(int buffer, int above) throws Throwable {
    long trace = FrameBuffers.trace(buffer);
    int error = (int) getEnv.invokeExact(vm, trace, JNI_VERSION);
    FrameBuffers.prepareTrace(buffer, above, error);
    return trace;
  }

  int count(int buffer) {
    return FrameBuffers.readTrace(buffer);
  }
}

package dev.alloc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The global allocator and the scoped ones, behind a call site that the compiler sees through.
 *
 * <p>The call site's target is one of four: create the global allocator (at first, so that a
 * failure is an exception and not a class that cannot be initialised), the global allocator as a
 * constant, and both of these behind a check for a scope once a scope has been opened.
 */
final class Holder {
  private static final ScopedValue<Allocator> SCOPED = ScopedValue.newInstance();
  private static final MethodType TYPE = MethodType.methodType(Allocator.class);
  private static final MethodHandle INITIALISE;
  private static final MethodHandle IN_SCOPE;
  private static final MethodHandle FROM_SCOPE;
  private static final MutableCallSite SITE;
  private static final MethodHandle CURRENT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      INITIALISE = lookup.findStatic(Holder.class, "initialise", TYPE);
      IN_SCOPE = lookup.bind(SCOPED, "isBound", MethodType.methodType(boolean.class));
      FROM_SCOPE = lookup.bind(SCOPED, "get", MethodType.methodType(Object.class)).asType(TYPE);
      SITE = new MutableCallSite(INITIALISE);
      CURRENT = SITE.dynamicInvoker();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Object LOCK = new Object();
  private static @Nullable Allocator global; // null until first used
  private static volatile boolean scopesInUse;

  private Holder() {}

  static Allocator current() {
    try {
      return (Allocator) CURRENT.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e); // the targets declare no checked exception
    }
  }

  @SuppressWarnings("ReferenceEquality") // two allocators that are equal still own different blocks
  static Allocator use(Allocator allocator, boolean withLiveBlocks) {
    Objects.requireNonNull(allocator, "allocator");
    boolean toDefault = allocator instanceof DefaultAllocator;
    if (!toDefault) {
      allocator.stats(); // throws if it is closed
    }
    synchronized (LOCK) {
      if (global == null && Selected.isExplicit()) {
        initialise(); // an explicit choice that does not exist is never passed over
      }
      Allocator former = global;
      if (former != null && former != allocator && !withLiveBlocks) {
        refuseLiveBlocks(former);
      }
      global = toDefault ? null : allocator;
      retarget();
      return former == null ? new DefaultAllocator() : former;
    }
  }

  static ScopedValue.Carrier scope(Allocator allocator) {
    Objects.requireNonNull(allocator, "allocator");
    if (!scopesInUse) {
      synchronized (LOCK) {
        scopesInUse = true;
        retarget();
      }
    }
    return ScopedValue.where(SCOPED, allocator);
  }

  /** The call site's first target. */
  static Allocator initialise() {
    synchronized (LOCK) {
      if (global == null) {
        global = Selected.allocator();
        retarget();
      }
      return global;
    }
  }

  private static void retarget() {
    MethodHandle target =
        global == null ? INITIALISE : MethodHandles.constant(Allocator.class, global);
    SITE.setTarget(
        scopesInUse ? MethodHandles.guardWithTest(IN_SCOPE, FROM_SCOPE, target) : target);
    MutableCallSite.syncAll(new MutableCallSite[] {SITE});
  }

  private static void refuseLiveBlocks(Allocator former) {
    if (!former.capabilities().contains(Capability.COUNTS)) {
      return;
    }
    OptionalLong live;
    try {
      live = former.stats().liveBlocks();
    } catch (IllegalStateException closed) {
      return; // a closed allocator has no live blocks that anybody could still free
    }
    if (live.orElse(0) > 0) {
      throw new IllegalStateException(
          "%s cannot be replaced: %d of its blocks are live; free them first"
              .formatted(former.name(), live.getAsLong()));
    }
  }
}

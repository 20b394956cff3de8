package dev.alloc.clibrary;

import dev.alloc.system.NativeFunctions;
import org.junit.jupiter.api.DisplayName;

@DisplayName("LWJGL's rpmalloc")
@OnLwjglsMachine
class LwjglRpmallocTckTest implements LwjglMallocRules {
  private static final NativeFunctions TABLE = LwjglMalloc.RPMALLOC.load();

  @Override
  public NativeFunctions table() {
    return TABLE;
  }
}

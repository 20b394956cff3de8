package dev.alloc.counting;

/** Which of the JDK's modules that this one can do without are there. */
final class OptionalModules {

  private OptionalModules() {}

  /** Whether classes of the module can be used here; on the class path all that are there can. */
  static boolean isPresent(String name) {
    Module here = OptionalModules.class.getModule();
    return ModuleLayer.boot().findModule(name).filter(here::canRead).isPresent();
  }
}

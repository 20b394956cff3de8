/** The tests of the allocator contract, and the command line. */
module dev.alloc.tests {
  requires static com.google.auto.service;
  requires static com.google.protobuf;
  requires static com.samskivert.jmustache;
  requires transitive dev.alloc;
  requires static dev.alloc.system;
  requires static info.picocli;
  requires static java.compiler;
  requires java.management;
  requires static java.xml;
  requires static org.jspecify;
  requires transitive org.junit.jupiter.api;
  requires static org.junit.platform.launcher;
  requires static tools.jackson.jr.ob;

  exports dev.alloc.junit;
  exports dev.alloc.tck;
  exports dev.alloc.tck.failing;

  opens dev.alloc.cli to
      info.picocli;
  opens dev.alloc.cli.conformance to
      info.picocli;
  opens dev.alloc.cli.measurement to
      info.picocli;
  opens dev.alloc.cli.request to
      info.picocli;

  uses dev.alloc.AllocatorProvider;

  provides dev.alloc.AllocatorProvider with
      dev.alloc.suite.linear.LinearProvider,
      dev.alloc.tck.emulated.Avr16Provider,
      dev.alloc.tck.emulated.HeapProvider,
      dev.alloc.tck.emulated.HugeProvider,
      dev.alloc.tck.emulated.OddProvider,
      dev.alloc.tck.emulated.Wasm32Provider,
      dev.alloc.tck.failing.FailingProvider,
      dev.alloc.tck.upstream.ProbeProvider,
      dev.alloc.tck.upstream.UnbuildableProvider;
  provides org.junit.jupiter.api.extension.Extension with
      dev.alloc.junit.AllocatorExtension;
}

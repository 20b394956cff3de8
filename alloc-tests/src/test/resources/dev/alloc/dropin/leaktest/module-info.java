open module vendor.leaktest {
  requires dev.alloc.tests;
  requires org.junit.platform.launcher;
}

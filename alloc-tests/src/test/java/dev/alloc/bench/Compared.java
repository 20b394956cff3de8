package dev.alloc.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the subjects of a benchmark class are compared with, and what is promised of them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Compared {

  /** The subject whose time all others are divided by in the table. */
  String to();

  /** Limits as {@link Limit#parse} reads them. */
  String[] limits() default {};

  /** How much faster two threads are than one, as {@link Scaling#parse} reads it. */
  String[] scaling() default {};

  /** Subjects that are promised to leave no garbage on the Java heap. */
  String[] noGarbage() default {};
}

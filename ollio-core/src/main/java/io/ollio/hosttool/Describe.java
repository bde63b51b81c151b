package io.ollio.hosttool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Tells the model about a component of a record of arguments, and bounds it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Describe {
  /** What it means, in a sentence. */
  String value() default "";

  /** Least value of a number, fewest characters of a text; for nothing else. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Greatest value of a number, most characters of a text; for nothing else. */
  double max() default Double.POSITIVE_INFINITY;
}

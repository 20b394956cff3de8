/** What may depend on what, checked on the compiled classes of all modules. */
@NullMarked
package dev.alloc.architecture;

import org.jspecify.annotations.NullMarked;

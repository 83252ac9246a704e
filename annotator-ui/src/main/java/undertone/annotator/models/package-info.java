/// What people are told of the models that the house hosts.
@NullMarked
package undertone.annotator.models;

import org.jspecify.annotations.NullMarked;

package undertone.annotator.rest;

/// There is no such address.
final class NothingHereException extends RuntimeException {
  NothingHereException() {
    super("There is nothing at this address; /api/docs lists what there is.");
  }
}

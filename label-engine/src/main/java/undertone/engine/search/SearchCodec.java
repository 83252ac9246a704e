package undertone.engine.search;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/// How graphs of vectors are written. What was written either way is read either way.
final class SearchCodec extends Lucene104Codec {
  private static final int NEIGHBOURS = 16;
  private static final int BEAM = 100;

  private final KnnVectorsFormat vectors;

  SearchCodec(boolean quantised) {
    vectors =
        quantised
            ? new Lucene104HnswScalarQuantizedVectorsFormat(
                ScalarEncoding.UNSIGNED_BYTE, NEIGHBOURS, BEAM)
            : new Lucene99HnswVectorsFormat(NEIGHBOURS, BEAM);
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }
}

package undertone.engine.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import undertone.corpora.ClipId;

/// Which clip a document belongs to, and what it stands for. Documents may come in any order.
final class Owners {
  private final IndexSearcher searcher;
  private final Map<Integer, Part> parts = new HashMap<>();

  Owners(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  // Values are read forwards only; a document before the last one needs them anew.
  private static final class Part {
    private final LeafReaderContext leaf;
    private NumericDocValues clips;
    private SortedDocValues kinds;
    private int last = -1;

    Part(LeafReaderContext leaf) throws IOException {
      this.leaf = leaf;
      clips = EntryFields.clips(leaf.reader());
      kinds = EntryFields.kinds(leaf.reader());
    }

    void to(int document) throws IOException {
      if (document < last) {
        clips = EntryFields.clips(leaf.reader());
        kinds = EntryFields.kinds(leaf.reader());
      }
      last = document;
    }

    long clip(int document) throws IOException {
      to(document);
      clips.advanceExact(document);
      return clips.longValue();
    }

    EntryType type(int document) throws IOException {
      to(document);
      kinds.advanceExact(document);
      return EntryType.valueOf(kinds.lookupOrd(kinds.ordValue()).utf8ToString());
    }
  }

  private Part part(int document) throws IOException {
    int number = ReaderUtil.subIndex(document, searcher.getIndexReader().leaves());
    var part = parts.get(number);
    if (part == null) {
      part = new Part(searcher.getIndexReader().leaves().get(number));
      parts.put(number, part);
    }
    return part;
  }

  ClipId clip(int document) throws IOException {
    var part = part(document);
    return new ClipId(part.clip(document - part.leaf.docBase));
  }

  EntryType type(int document) throws IOException {
    var part = part(document);
    return part.type(document - part.leaf.docBase);
  }
}

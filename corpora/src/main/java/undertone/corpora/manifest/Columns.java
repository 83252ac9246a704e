package undertone.corpora.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import undertone.corpora.LabelScheme.Match;
import undertone.corpora.scheme.SchemeFromWords;

/// The header of a table: every column with its name and meaning.
record Columns(List<String> names, List<Column> meanings) {

  private static final List<String> CLIP_COLUMNS = List.of("clip", "file", "image");
  private static final int MAX_VOTER_CHARACTERS = 100;

  /// @throws ClipsCsvException if the header cannot be understood
  static Columns read(String file, List<String> header, TableRules rules) {
    return new HeaderReader(file, rules).read(header);
  }

  boolean names(Column wanted) {
    return meanings.contains(wanted);
  }

  private record HeaderReader(String file, TableRules rules) {

    Columns read(List<String> header) {
      if (header.size() > rules.limits().columns()) {
        throw trouble(
            "the header has %d columns, more than the %d allowed"
                .formatted(header.size(), rules.limits().columns()));
      }
      var names = header.stream().map(String::strip).toList();
      var clipColumn =
          CLIP_COLUMNS.stream()
              .filter(c -> names.stream().anyMatch(n -> ClipPath.folded(n).equals(c)))
              .findFirst()
              .orElseThrow(() ->
                  trouble(
                      "no column is named clip (or file, or image); the header reads "
                          + String.join(", ", names)));
      var meanings = new ArrayList<Column>();
      var seen = new HashMap<Object, String>();
      for (var name : names) {
        if (name.isEmpty()) {
          throw trouble("column %d has no name; name or remove it".formatted(meanings.size() + 1));
        }
        var meaning = meaning(name, clipColumn);
        meanings.add(meaning);
        var earlier = seen.put(identity(name, meaning), name);
        if (earlier != null) {
          throw trouble(
              "columns \"%s\" and \"%s\" say the same thing; remove one".formatted(earlier, name));
        }
      }
      return new Columns(names, List.copyOf(meanings));
    }

    /// What must be unique. Votes for happy and for happiness add up, so their names count; a voter
    /// speaks in one column, ranked or not.
    private static Object identity(String name, Column meaning) {
      return switch (meaning) {
        case Column.Metadata() -> name;
        case Column.Votes(_, _) -> ClipPath.folded(name);
        case Column.Candidates(var voter, _) -> List.of(voter);
        default -> meaning;
      };
    }

    private Column meaning(String name, String clipColumn) {
      int colon = name.indexOf(':');
      var head = ClipPath.folded(colon < 0 ? name : name.substring(0, colon));
      if (colon < 0) {
        return plain(head, clipColumn);
      }
      var rest = name.substring(colon + 1).strip();
      return switch (head) {
        case "text" -> new Column.Text(language(name, rest));
        case "caption" -> new Column.Caption(language(name, rest));
        case "candidates" -> new Column.Candidates(voter(name, rest), false);
        case "ranked" -> new Column.Candidates(voter(name, rest), true);
        case "votes" -> votes(name, rest);
        default -> new Column.Metadata();
      };
    }

    private Column plain(String folded, String clipColumn) {
      if (folded.equals(clipColumn)) {
        return new Column.Clip();
      }
      return switch (folded) {
        case "text" -> new Column.Text(rules.language());
        case "caption" -> new Column.Caption(rules.language());
        case "split" -> new Column.Split();
        case "label" -> new Column.Gold();
        case "candidates" -> new Column.Candidates("candidates", false);
        case "ranked" -> throw trouble("column \"ranked\" must name its voter: ranked:NAME");
        case "votes" -> throw trouble("column \"votes\" must name its label: votes:LABEL");
        case "conversation" -> new Column.Conversation();
        case "turn" -> new Column.Turn();
        case "speaker" -> new Column.Speaker();
        case "start" -> new Column.Start();
        case "end" -> new Column.End();
        case "valence" -> new Column.Valence();
        case "arousal" -> new Column.Arousal();
        case "intensity" -> new Column.Intensity();
        case "distressing" -> new Column.Distressing();
        default -> new Column.Metadata();
      };
    }

    private String language(String name, String tag) {
      if (!tag.matches("[A-Za-z0-9-]{2,16}")) {
        throw trouble("column \"%s\" must end in a language tag such as en".formatted(name));
      }
      return tag;
    }

    private String voter(String name, String voter) {
      if (voter.isEmpty() || voter.length() > MAX_VOTER_CHARACTERS) {
        throw trouble(
            "column \"%s\" must name its voter in 1 to %d characters"
                .formatted(name, MAX_VOTER_CHARACTERS));
      }
      if (voter.equals(Tally.VOTER)) {
        throw trouble(
            "column \"%s\": the name \"votes\" belongs to the anonymous crowd; choose another"
                .formatted(name));
      }
      return voter;
    }

    private Column votes(String name, String word) {
      if (word.isEmpty() || word.indexOf('|') >= 0) {
        throw trouble("column \"%s\" must name one label: votes:LABEL".formatted(name));
      }
      var scheme = Optional.ofNullable(rules.scheme());
      if (scheme.isEmpty()) {
        return new Column.Votes(word, !SchemeFromWords.cannotTell(word));
      }
      return switch (scheme.get().match(word)) {
        case Match.Found(var label) -> new Column.Votes(label.id(), true);
        case Match.Unknown(_) -> new Column.Votes(word, false);
        case Match.Ambiguous(var labels) ->
            throw trouble(
                "column \"%s\" may mean %s; name one of them"
                    .formatted(name, String.join(" or ", labels)));
      };
    }

    private ClipsCsvException trouble(String trouble) {
      return new ClipsCsvException(file, trouble + ".");
    }
  }
}

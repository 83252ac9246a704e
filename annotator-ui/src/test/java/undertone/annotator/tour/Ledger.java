package undertone.annotator.tour;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.home.HouseDatabase;

/// What a running house has written down, read from its own database.
public record Ledger(Path home) {

  public long count(String sql, Object... parameters) throws IOException, SQLException {
    return Long.parseLong(column(sql, parameters).getFirst());
  }

  /// The first column of all rows, as text.
  public List<String> column(String sql, Object... parameters) throws IOException, SQLException {
    var database = HouseDatabase.reach(new HomeFolder(home)).properties();
    try (var connection =
            DriverManager.getConnection(
                String.valueOf(database.get("spring.datasource.url")),
                String.valueOf(database.get("spring.datasource.username")),
                String.valueOf(database.get("spring.datasource.password")));
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      var found = new ArrayList<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(String.valueOf(rows.getString(1)));
        }
      }
      return found;
    }
  }
}

package io.ollio.examples.offline.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sample data for a table: what fits the name of a column, else numbered words. */
public final class SampleRows {
  private static final int ROWS = 8;
  private static final List<String> PEOPLE =
      List.of(
          "Maya Lind",
          "Jonas Weber",
          "Aiko Tanaka",
          "Sam Okafor",
          "Lucia Rossi",
          "Peter Novak",
          "Ines Costa",
          "Tom Baker");

  /** A word of a column's name and what stands in such a column. The first that fits is taken. */
  private static final List<Map.Entry<String, List<String>>> SAMPLES =
      List.of(
          Map.entry(
              "product item article title book",
              List.of(
                  "Desk lamp",
                  "Linen notebook",
                  "Oak tray",
                  "Canvas bag",
                  "Stoneware mug",
                  "Wool blanket",
                  "Brass pen",
                  "Wall clock")),
          Map.entry(
              "email mail",
              List.of(
                  "maya@example.com",
                  "jonas@example.com",
                  "aiko@example.com",
                  "sam@example.com",
                  "lucia@example.com",
                  "peter@example.com",
                  "ines@example.com",
                  "tom@example.com")),
          Map.entry(
              "company organisation organization customer client",
              List.of(
                  "Fjord", "Weber Ltd", "Hoshi", "Okafor & Co", "Rossi", "Novak", "Mar", "Mill")),
          Map.entry("name user employee person author player member owner contact", PEOPLE),
          Map.entry(
              "role position job",
              List.of(
                  "Design",
                  "Engineering",
                  "Research",
                  "Support",
                  "Writing",
                  "Operations",
                  "Sales",
                  "Finance")),
          Map.entry(
              "department team group category type genre",
              List.of("North", "South", "North", "East", "West", "South", "East", "North")),
          Map.entry(
              "city location place town office",
              List.of("Oslo", "Berlin", "Osaka", "Lagos", "Rome", "Prague", "Porto", "Leeds")),
          Map.entry(
              "country nation",
              List.of(
                  "Norway",
                  "Germany",
                  "Japan",
                  "Nigeria",
                  "Italy",
                  "Czechia",
                  "Portugal",
                  "England")),
          Map.entry(
              "status state stage",
              List.of("Active", "Active", "Away", "Active", "New", "Away", "Active", "New")),
          Map.entry(
              "date started start due created updated joined hired day since",
              List.of(
                  "2024-03-04",
                  "2021-11-15",
                  "2025-01-20",
                  "2019-06-01",
                  "2023-09-12",
                  "2020-02-03",
                  "2022-07-18",
                  "2024-10-07")),
          Map.entry(
              "price cost amount total salary revenue fee budget sales",
              List.of("$64", "$18", "$42", "$35", "$22", "$90", "$12", "$58")),
          Map.entry("stock quantity qty count number units", numbers(120, 17)),
          Map.entry("score points rating rank age level", numbers(97, 9)),
          Map.entry("id no code sku", numbers(1008, 1)),
          Map.entry(
              "phone telephone",
              List.of(
                  "555 0101",
                  "555 0102",
                  "555 0103",
                  "555 0104",
                  "555 0105",
                  "555 0106",
                  "555 0107",
                  "555 0108")));

  private SampleRows() {}

  /** Rows with one cell for each column. */
  static List<Map<String, Object>> forColumns(List<String> columns) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      List<String> cells = new ArrayList<>();
      for (String column : columns) {
        cells.add(cell(column, row));
      }
      rows.add(Map.of("cells", cells));
    }
    return rows;
  }

  /** The sample that stands in this row of a column. */
  public static String cell(String column, int row) {
    String[] words = column.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1);
    for (int i = words.length - 1; i >= 0; i--) {
      String word = words[i].endsWith("us") ? words[i] : words[i].replaceAll("s$", "");
      for (Map.Entry<String, List<String>> sample : SAMPLES) {
        if (List.of(sample.getKey().split(" ")).contains(word)) {
          return sample.getValue().get(row % ROWS);
        }
      }
    }
    return column + " " + (row + 1);
  }

  private static List<String> numbers(int highest, int step) {
    List<String> numbers = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      numbers.add(String.valueOf(highest - row * step));
    }
    return List.copyOf(numbers);
  }
}

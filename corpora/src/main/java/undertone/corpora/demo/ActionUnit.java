package undertone.corpora.demo;

/// The facial action units the drawn faces can perform, numbered and named as in the Facial Action
/// Coding System.
///
/// Source: Ekman, Friesen and Hager 2002, *Facial Action Coding System*.
enum ActionUnit {
  AU1("inner brow raiser"),
  AU2("outer brow raiser"),
  AU4("brow lowerer"),
  AU5("upper lid raiser"),
  AU6("cheek raiser"),
  AU7("lid tightener"),
  AU9("nose wrinkler"),
  AU10("upper lip raiser"),
  AU12("lip corner puller"),
  AU14("dimpler"),
  AU15("lip corner depressor"),
  AU16("lower lip depressor"),
  AU17("chin raiser"),
  AU18("lip pucker"),
  AU20("lip stretcher"),
  AU23("lip tightener"),
  AU24("lip pressor"),
  AU25("lips part"),
  AU26("jaw drop"),
  AU43("eyes closed");

  private final String title;

  ActionUnit(String title) {
    this.title = title;
  }

  /// The name in the manual, such as "inner brow raiser".
  String title() {
    return title;
  }

  /// The number in the manual, such as 12.
  int number() {
    return Integer.parseInt(name().substring(2));
  }
}

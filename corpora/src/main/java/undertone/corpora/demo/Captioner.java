package undertone.corpora.demo;

import static undertone.corpora.demo.ActionUnit.AU1;
import static undertone.corpora.demo.ActionUnit.AU10;
import static undertone.corpora.demo.ActionUnit.AU12;
import static undertone.corpora.demo.ActionUnit.AU14;
import static undertone.corpora.demo.ActionUnit.AU15;
import static undertone.corpora.demo.ActionUnit.AU17;
import static undertone.corpora.demo.ActionUnit.AU2;
import static undertone.corpora.demo.ActionUnit.AU20;
import static undertone.corpora.demo.ActionUnit.AU23;
import static undertone.corpora.demo.ActionUnit.AU24;
import static undertone.corpora.demo.ActionUnit.AU25;
import static undertone.corpora.demo.ActionUnit.AU26;
import static undertone.corpora.demo.ActionUnit.AU4;
import static undertone.corpora.demo.ActionUnit.AU43;
import static undertone.corpora.demo.ActionUnit.AU5;
import static undertone.corpora.demo.ActionUnit.AU6;
import static undertone.corpora.demo.ActionUnit.AU7;
import static undertone.corpora.demo.ActionUnit.AU9;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import undertone.corpora.demo.Expression.Side;

/// Describes a take in one or two plain sentences, in English and Chinese: what the action units
/// show and what the voice does. Only some captions go on to name the feeling.
final class Captioner {

  /// The same words in both languages.
  record Words(String english, String chinese) {
    Words then(Words next) {
      return new Words(english + next.english, chinese + next.chinese);
    }
  }

  /// What can be seen in one region of the face, and how to say it.
  private record Cue(Predicate<Expression> seen, Words saying, Words otherSaying) {}

  private static final double CLEAR = 0.33;

  // In each region the first cue that fits is the one to mention.
  private static final List<List<Cue>> REGIONS =
      List.of(
          List.of(
              new Cue(
                  face -> clear(face, AU1) && clear(face, AU2) && clear(face, AU4),
                  new Words("raised brows are drawn together", "眉毛上扬又聚拢"),
                  new Words("the brows lift, pinched in the middle", "眉毛抬起，眉心收紧")),
              new Cue(
                  face -> clear(face, AU1) && clear(face, AU2),
                  new Words("both brows shoot up", "双眉高高扬起"),
                  new Words("the brows rise high", "眉毛高抬")),
              new Cue(
                  face -> clear(face, AU1),
                  new Words("the inner brows pull upwards", "眉头内侧上提"),
                  new Words("the brows slant up in the middle", "眉毛中间向上倾斜")),
              new Cue(
                  face -> clear(face, AU4) && !clear(face, AU9),
                  new Words("the brows are pulled down hard", "眉毛用力压低"),
                  new Words("a deep frown stands between the brows", "眉间皱出深纹"))),
          List.of(
              new Cue(
                  face -> clear(face, AU9),
                  new Words("the nose wrinkles", "鼻子皱起"),
                  new Words("wrinkles run up the bridge of the nose", "鼻梁上皱纹明显"))),
          List.of(
              new Cue(
                  face -> clear(face, AU5) && !clear(face, AU7),
                  new Words("the eyes are wide open", "眼睛睁得很大"),
                  new Words("white shows above the iris", "虹膜上方露出眼白")),
              new Cue(
                  face -> clear(face, AU6) && clear(face, AU12),
                  new Words("the cheeks lift under crinkled eyes", "脸颊上提，眼角起皱"),
                  new Words("the eyes narrow with the raised cheeks", "脸颊抬起，眼睛眯起")),
              new Cue(
                  face -> clear(face, AU7),
                  new Words("the lids are tight", "眼睑绷紧"),
                  new Words("the eyes are narrowed", "眼睛眯紧")),
              new Cue(
                  face -> face.of(AU43) > 0.1,
                  new Words("the lids hang low", "眼皮低垂"),
                  new Words("the gaze is half hidden by the lids", "眼皮半遮目光"))),
          List.of(
              new Cue(
                  face -> lopsided(face),
                  new Words("one corner of the mouth tightens upwards", "一侧嘴角收紧上挑"),
                  new Words("the mouth is drawn up on one side only", "嘴只向一边挑起")),
              new Cue(
                  face -> clear(face, AU12) && clear(face, AU25),
                  new Words("a broad smile shows the teeth", "咧嘴而笑，露出牙齿"),
                  new Words("the lips part in a wide smile", "双唇分开，笑得很开")),
              new Cue(
                  face -> clear(face, AU12),
                  new Words("the lip corners turn up", "嘴角上扬"),
                  new Words("the closed lips smile", "抿着嘴微笑")),
              new Cue(
                  face -> clear(face, AU20),
                  new Words("the lips are stretched sideways", "嘴唇向两侧拉紧"),
                  new Words("the mouth is drawn wide and tense", "嘴被拉宽，很紧张")),
              new Cue(
                  face -> clear(face, AU10),
                  new Words("the upper lip is raised", "上唇抬起"),
                  new Words("the upper lip curls", "上唇翘起")),
              new Cue(
                  face -> clear(face, AU15) && clear(face, AU17),
                  new Words("the lip corners drop over a raised chin", "嘴角下撇，下巴上顶"),
                  new Words("the chin is crumpled under a downturned mouth", "嘴角向下，下巴皱起")),
              new Cue(
                  face -> clear(face, AU15),
                  new Words("the lip corners turn down", "嘴角下垂"),
                  new Words("the mouth sinks at its corners", "嘴角往下沉")),
              new Cue(
                  face -> clear(face, AU23) || clear(face, AU24),
                  new Words("the lips are pressed thin", "双唇抿得很紧"),
                  new Words("the mouth is a tight line", "嘴抿成一条线")),
              new Cue(
                  face -> clear(face, AU26),
                  new Words("the jaw drops", "下巴张开"),
                  new Words("the mouth falls open", "嘴不由张开"))));

  private Captioner() {}

  /// The caption of a take; words alone have none.
  static Words caption(Take take) {
    var random = take.random("caption");
    var medium = take.line().medium();
    var caption = new Words("", "");
    if (medium.shows()) {
      caption = caption.then(seen(take, random));
    }
    if (medium.speaks()) {
      caption = caption.then(heard(take, random));
    }
    if (medium != Line.Medium.TEXT && random.nextInt(4) == 0) {
      caption = caption.then(named(take));
    }
    return new Words(caption.english().strip(), caption.chinese());
  }

  private static Words seen(Take take, SplittableRandom random) {
    var face = cues(take.apex(), random);
    var opens = take.line().opens();
    if (opens == null || take.line().medium() == Line.Medium.STILL) {
      return sentence(face);
    }
    var first = cues(opens.faces().getFirst(), random).getLast();
    return new Words(
        " At first %s; then %s.".formatted(first.english(), listed(face)),
        "起初%s；随后%s。".formatted(first.chinese(), listedChinese(face)));
  }

  private static Words sentence(List<Words> cues) {
    var english = listed(cues);
    return new Words(
        " " + Character.toUpperCase(english.charAt(0)) + english.substring(1) + ".",
        listedChinese(cues) + "。");
  }

  private static String listed(List<Words> cues) {
    var words = cues.stream().map(Words::english).toList();
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private static String listedChinese(List<Words> cues) {
    return String.join("，", cues.stream().map(Words::chinese).toList());
  }

  // One cue a region, three at most; the mouth is always among them.
  private static List<Words> cues(Expression face, SplittableRandom random) {
    var cues = new ArrayList<Words>();
    for (var region : REGIONS) {
      region.stream()
          .filter(cue -> cue.seen().test(face))
          .findFirst()
          .ifPresent(cue -> cues.add(random.nextBoolean() ? cue.saying() : cue.otherSaying()));
    }
    if (cues.isEmpty()) {
      return List.of(
          random.nextBoolean()
              ? new Words("the face stays relaxed", "面部放松")
              : new Words("hardly anything moves in the face", "脸上几乎没有变化"));
    }
    while (cues.size() > 3) {
      cues.remove(random.nextInt(cues.size() - 1));
    }
    return cues;
  }

  private static boolean clear(Expression face, ActionUnit unit) {
    return face.of(unit) >= CLEAR;
  }

  private static boolean lopsided(Expression face) {
    double difference =
        (face.of(AU12, Side.LEFT) + face.of(AU14, Side.LEFT))
            - (face.of(AU12, Side.RIGHT) + face.of(AU14, Side.RIGHT));
    return Math.abs(difference) > CLEAR;
  }

  private static Words heard(Take take, SplittableRandom random) {
    var voice = take.style();
    var words = new ArrayList<Words>();
    note(words, voice.pitch() > 1.14, "high", "偏高");
    note(words, voice.pitch() < 0.95, "low", "低沉");
    note(words, voice.rate() > 1.07, "quick", "急促");
    note(words, voice.rate() < 0.9, "slow", "缓慢");
    note(words, voice.loudnessDb() > 2, "loud", "响亮");
    note(words, voice.loudnessDb() < -3, "soft", "轻");
    note(words, voice.tremor() > 0.02, "trembling", "发颤");
    note(words, voice.breath() > 0.22, "breathy", "带气声");
    note(words, voice.jitter() > 0.017, "rough", "沙哑");
    if (words.isEmpty()) {
      words.add(new Words("even", "平稳"));
      words.add(new Words("unhurried", "从容"));
    }
    while (words.size() > 3) {
      words.remove(random.nextInt(words.size()));
    }
    var pronoun = take.persona().pronoun();
    var english =
        random.nextBoolean()
            ? " The voice is %s.".formatted(listed(words))
            : " %s speaks in a %s voice."
                .formatted(
                    pronoun.equals("she") ? "She" : "He",
                    String.join(", ", words.stream().map(Words::english).toList()));
    var chinese = "声音" + String.join("、", words.stream().map(Words::chinese).toList()) + "。";
    return new Words(english, chinese);
  }

  private static void note(List<Words> words, boolean heard, String english, String chinese) {
    if (heard) {
      words.add(new Words(english, chinese));
    }
  }

  private static Words named(Take take) {
    boolean she = take.persona().pronoun().equals("she");
    var feeling =
        switch (take.line().emotion()) {
          case NEUTRAL -> new Words("calm", "平静");
          case HAPPINESS -> new Words("delighted", "高兴");
          case SURPRISE -> new Words("taken by surprise", "吃惊");
          case SADNESS -> new Words("sad", "难过");
          case ANGER -> new Words("angry", "生气");
          case DISGUST -> new Words("disgusted", "厌恶");
          case FEAR -> new Words("afraid", "害怕");
          case CONTEMPT -> new Words("scornful", "轻蔑");
        };
    return new Words(
        " %s seems %s.".formatted(she ? "She" : "He", feeling.english()),
        "%s看上去%s。".formatted(she ? "她" : "他", feeling.chinese()));
  }
}

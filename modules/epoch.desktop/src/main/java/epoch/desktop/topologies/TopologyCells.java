package epoch.desktop.topologies;

import epoch.api.rest.Standing.Attention;
import epoch.api.rest.Standing.PauseState;
import epoch.desktop.cluster.TopologyFacts;
import epoch.desktop.window.StateIcon;
import epoch.desktop.window.Strip;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;

/** The cells of the table of topologies. */
final class TopologyCells {

  private final ObservableValue<Instant> now;
  private final TimeWords times;

  TopologyCells(ObservableValue<Instant> now, TimeWords times) {
    this.now = now;
    this.times = times;
  }

  /** Its state and its name. */
  FactCell name() {
    StateIcon icon = new StateIcon();
    return new FactCell(now, false) {
      @Override
      void show(TopologyFacts facts, Instant at) {
        icon.show(facts.look());
        setGraphic(icon);
        setText(facts.name());
        setAccessibleText(facts.name() + ", " + facts.look().word());
        explain(facts.name() + "\n" + facts.look().word() + "\n" + facts.what());
      }
    };
  }

  /** Plain text. */
  FactCell text(Function<TopologyFacts, String> words) {
    return new FactCell(now, false) {
      @Override
      void show(TopologyFacts facts, Instant at) {
        String text = words.apply(facts);
        setText(text);
        explain(text);
      }
    };
  }

  /** Its schedule in words, the cron expression for whoever points at it. */
  FactCell schedule() {
    return new FactCell(now, false) {
      @Override
      void show(TopologyFacts facts, Instant at) {
        setText(facts.schedule());
        String cron = facts.says().trigger().timeSpec();
        explain(
            facts.schedule()
                + (cron == null ? "" : "\n" + Plain.line(cron))
                + "\n"
                + facts.standing().timeZone());
      }
    };
  }

  /** When it fires next, or why it does not. */
  FactCell next() {
    Label strong = new Label();
    strong.getStyleClass().add("strong");
    strong.setMinWidth(Label.USE_PREF_SIZE);
    Label rest = new Label();
    rest.getStyleClass().add("muted");
    rest.setTextOverrun(OverrunStyle.CLIP);
    HBox box = new HBox(strong, rest);
    box.getStyleClass().add("cell-words");
    return new FactCell(now, true) {
      @Override
      void show(TopologyFacts facts, Instant at) {
        String words = nextWords(facts, at);
        int dot = words.indexOf(" · ");
        strong.setText(dot < 0 ? words : words.substring(0, dot));
        rest.setText(dot < 0 ? "" : words.substring(dot));
        boolean warns = facts.look() == Look.PAUSED || late(facts) || held(facts);
        style(strong, "strong", warns ? "warn-text" : "plain-text");
        setGraphic(box);
        setAccessibleText(words);
        explain(facts.nextFire().map(times::full).orElse(words));
      }
    };
  }

  private static boolean late(TopologyFacts facts) {
    return facts.standing().attention() == Attention.LATE;
  }

  private static boolean held(TopologyFacts facts) {
    return Boolean.TRUE.equals(facts.standing().held());
  }

  private String nextWords(TopologyFacts facts, Instant at) {
    if (facts.look() == Look.PAUSED) {
      PauseState pause = facts.standing().pause();
      int failed = facts.outcomes().failedInARow();
      if (pause != null && pause.until() != null) {
        return "paused · until " + times.point(pause.until(), at);
      }
      if (pause != null && pause.reason() != null) {
        return "paused · " + Plain.line(pause.reason());
      }
      return failed > 1 ? "paused · failed %d times in a row".formatted(failed) : "paused";
    }
    if (facts.nextFire().isEmpty()) {
      return facts.look() == Look.ACTIVE ? "never again" : "–";
    }
    Instant next = facts.nextFire().get();
    // That it is late is for the server to say: an old picture knows no more than when it was due.
    String words =
        next.isBefore(at) && !late(facts) ? "due · " + times.point(next, at) : times.next(next, at);
    return held(facts) ? "held · would be " + words : words;
  }

  /** The last runs. */
  FactCell strip() {
    Strip strip = new Strip();
    return new FactCell(now, false) {
      @Override
      void show(TopologyFacts facts, Instant at) {
        strip.show(facts.outcomes(), facts.standing().active() > 0);
        setGraphic(strip);
        String words = Strip.words(facts.outcomes());
        setAccessibleText(words);
        explain(words);
      }
    };
  }

  /** How long it usually takes. */
  FactCell usual() {
    return text(facts -> facts.usual().map(TimeWords::duration).orElse("–"));
  }

  /** Its newest run. */
  FactCell last() {
    StateIcon icon = new StateIcon();
    Label word = new Label();
    word.setMinWidth(Label.USE_PREF_SIZE);
    Label age = new Label();
    age.getStyleClass().add("muted");
    age.setTextOverrun(OverrunStyle.CLIP);
    HBox box = new HBox(icon, word, age);
    box.getStyleClass().add("cell-words");
    box.setSpacing(6);
    return new FactCell(now, true) {
      @Override
      void show(TopologyFacts facts, Instant at) {
        Look look = facts.last();
        if (look == null) {
          setGraphic(null);
          setText("–");
          setAccessibleText("It never ran");
          explain("It never ran");
          return;
        }
        icon.show(look);
        word.setText(look.word());
        style(word, "label", "toned", look.tone().styleClass());
        Instant created = facts.lastCreated().orElse(at);
        boolean goesOn = facts.standing().active() > 0;
        String waits = facts.standing().waitingFor();
        if (goesOn && waits != null) {
          icon.show(Look.WAITING);
          word.setText(Look.WAITING.word());
        }
        age.setText(
            goesOn
                ? "for " + TimeWords.duration(Duration.between(created, at))
                : TimeWords.ago(created, at));
        setText(null);
        setGraphic(box);
        String words =
            word.getText()
                + ", "
                + age.getText()
                + (waits == null ? "" : "; waits: " + Plain.line(waits));
        setAccessibleText(words);
        explain(words + "\n" + times.full(created));
      }
    };
  }
}

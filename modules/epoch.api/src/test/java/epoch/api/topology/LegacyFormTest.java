package epoch.api.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegacyFormTest {
  private static final String WORK = "'type':'CONTAINER_EXECUTION','taskName':'work'";
  private static final String OURS =
      """
      {'name':'t','task':{'type':'COMPOSITE','compositionType':'ALL','tasks':[
         {'type':'CONTAINER_EXECUTION','taskName':'a','args':['x'],'retry':{'maxAttempts':2}},
         {'type':'CONTAINER_EXECUTION','taskName':'b','timeout':'1m'}]},
       'trigger':{'type':'CRON','timeSpec':'0 0 1 * * ?','timeZone':'Europe/Berlin','end':5},
       'policy':{'overlap':'QUEUE','calendars':[]},'labels':{},'owner':'me'}
      """;

  private static Topology read(String text) throws JsonProcessingException {
    return Json.read(text.replace('\'', '"'), Topology.class);
  }

  @Test
  void everyFieldThat114DoesNotKnowIsNamedWhereItIs() throws Exception {
    assertEquals(
        List.of(
            "owner",
            "policy.overlap",
            "task.tasks[0].retry",
            "task.tasks[1].timeout",
            "trigger.end",
            "trigger.timeZone"),
        List.copyOf(LegacyForm.dropped(read(OURS)).keySet()));
  }

  @Test
  void whatWasWrittenOnceMoreIsOursAgain() throws Exception {
    Topology written =
        read(
            """
            {'name':'t','task':{'type':'COMPOSITE','compositionType':'ALL','tasks':[
               {'type':'CONTAINER_EXECUTION','taskName':'a','env':{},'volumes':[]},
               {'type':'CONTAINER_EXECUTION','taskName':'b','env':{},'volumes':[]}]},
             'trigger':{'type':'CRON','timeSpec':'0 0 1 * * ?'}}
            """);
    assertEquals(read(OURS), LegacyForm.mended(read(OURS), written));
  }

  @Test
  void anEditKeepsWhatConcernsThePartsThatAreStillThere() throws Exception {
    Topology written =
        read(
            """
            {'name':'t','task':{'type':'COMPOSITE','compositionType':'ANY','tasks':[
               {'type':'CONTAINER_EXECUTION','taskName':'b'},
               {'type':'CONTAINER_EXECUTION','taskName':'c'}]},
             'trigger':{'type':'CRON','timeSpec':'0 0 2 * * ?'}}
            """);
    Topology mended =
        read(
            """
            {'name':'t','task':{'type':'COMPOSITE','compositionType':'ANY','tasks':[
               {'type':'CONTAINER_EXECUTION','taskName':'b','timeout':'1m'},
               {'type':'CONTAINER_EXECUTION','taskName':'c'}]},
             'trigger':{'type':'CRON','timeSpec':'0 0 2 * * ?'},
             'policy':{'overlap':'QUEUE','calendars':[]},'owner':'me'}
            """);
    assertEquals(mended, LegacyForm.mended(read(OURS), written));
  }

  @Test
  void ofSeveralTriggersOnlyThoseBesideAnUnchangedOneComeBack() throws Exception {
    String more = ",'triggers':[{'type':'CRON','timeSpec':'0 0 3 * * ?'}]}";
    String one = "{'name':'t','task':{" + WORK + "},'trigger':{'type':'CRON','timeSpec':'%s'}";
    Topology ours = read(one.formatted("0 0 1 * * ?") + more);
    assertEquals(ours, LegacyForm.mended(ours, read(one.formatted("0 0 1 * * ?") + "}")));
    Topology retimed = read(one.formatted("0 0 2 * * ?") + "}");
    assertEquals(retimed, LegacyForm.mended(ours, retimed));
  }

  @Test
  void whoeverWritesAFieldThat114DoesNotKnowIsTakenAtHisWord() throws Exception {
    String cron = "'trigger':{'type':'CRON','timeSpec':'0 0 1 * * ?'}";
    Topology ours =
        read("{'name':'t','task':{" + WORK + "}," + cron + ",'owner':'me','description':'d'}");
    Topology written = read("{'name':'t','task':{" + WORK + "}," + cron + ",'owner':'you'}");
    assertSame(written, LegacyForm.mended(ours, written));
  }
}

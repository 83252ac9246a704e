package undertone.annotator.rest;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.corpora.people.AccessToken.Scope;

/// What each route needs, and a body it accepts.
final class RouteTable {

  private RouteTable() {}

  enum Need {
    /// Nobody in particular.
    OPEN,
    /// Somebody.
    SIGNED_IN,
    /// Somebody at a browser; no token does.
    BROWSER,
    /// Somebody; a token needs MANAGE.
    CREATE,
    ADMIN,
    /// An administrator at a browser.
    ADMIN_AT_BROWSER,
    /// Any role in the corpus.
    PART,
    /// READ or ANNOTATE.
    SEE,
    READ,
    ANNOTATE,
    REVIEW,
    MANAGE;

    boolean ofACorpus() {
      return switch (this) {
        case OPEN, SIGNED_IN, BROWSER, CREATE, ADMIN, ADMIN_AT_BROWSER -> false;
        case PART, SEE, READ, ANNOTATE, REVIEW, MANAGE -> true;
      };
    }

    /// Whether a token of one scope is enough, whoever it belongs to.
    boolean covered(Scope scope) {
      return switch (this) {
        case OPEN, SIGNED_IN, PART -> true;
        case BROWSER, ADMIN_AT_BROWSER -> false;
        case CREATE, ADMIN, MANAGE -> scope == Scope.MANAGE;
        case SEE -> scope == Scope.READ || scope == Scope.ANNOTATE;
        case READ -> scope == Scope.READ;
        case ANNOTATE -> scope == Scope.ANNOTATE;
        case REVIEW -> scope == Scope.CURATE;
      };
    }
  }

  /// @param body with %LEASE%, %ID% and %NAME% to be filled in
  record Route(String method, String pattern, String query, Need need, @Nullable String body) {

    String name() {
      return method + " " + pattern;
    }

    String path(MatrixWorld world) {
      var clip = pattern.startsWith("/media") ? world.shown() : world.clip();
      return pattern
              .replace("{corpus}", world.corpus().toString())
              .replace("{clip}", clip.toString())
              .replace("{proposal}", world.proposal().toString())
              .replace("{decision}", Long.toString(world.decision()))
              .replace("{run}", world.run().toString())
              .replace("{other}", world.run().toString())
              .replace("{name}", world.release())
              .replace("{rule}", "laughs")
              .replace("{account}", world.spare().toString())
              .replace("{batch}", "0f6f2f5e-6f0e-4a57-9a51-5f1b6f0c9a11")
              .replace("{id}", Long.toString(world.invite()))
              .replace("{offer}", "1")
              .replace("{tile}", "0")
              .replace("{label}", "nonsense")
              .replace("{secret}", "guess")
              .replace("{endpoint}", "nonsense")
          + query;
    }

    @Nullable String body(long lease) {
      return body == null
          ? null
          : body.replace("%LEASE%", Long.toString(lease))
              .replace("%ID%", UUID.randomUUID().toString())
              .replace("%NAME%", "n" + UUID.randomUUID());
    }

    @Override
    public String toString() {
      return name();
    }
  }

  private static final String C = "/api/v1/corpora/{corpus}";

  static final List<Route> ROUTES =
      List.of(
          // one's own account
          get("/api/v1/me", Need.SIGNED_IN),
          get("/api/v1/models", Need.SIGNED_IN),
          put("/api/v1/me/language", Need.SIGNED_IN, "{'language':'en'}"),
          post("/api/v1/me/tour", Need.SIGNED_IN, null),
          put("/api/v1/me/password", Need.BROWSER, "{'current':'wrong','next':'wrong'}"),
          get("/api/v1/me/care", Need.SIGNED_IN),
          put("/api/v1/me/care", Need.SIGNED_IN, "{'spared':false,'breakMinutes':45}"),
          get("/api/v1/me/tokens", Need.SIGNED_IN),
          post("/api/v1/me/tokens", Need.BROWSER, "{'name':'t','scopes':['READ'],'days':1}"),
          delete("/api/v1/me/tokens/{id}", Need.BROWSER),
          // coming in
          get("/api/v1/join/{secret}", Need.OPEN),
          post(
              "/api/v1/join/{secret}",
              Need.OPEN,
              "{'login':'eve','name':'Eve','password':'violet lantern','language':'en'}"),
          // the installation
          get("/api/v1/people", Need.ADMIN),
          put("/api/v1/people/{account}/role", Need.ADMIN, "{'role':'MEMBER'}"),
          put("/api/v1/people/{account}/disabled", Need.ADMIN, "{'disabled':false}"),
          get("/api/v1/invites", Need.ADMIN),
          post("/api/v1/invites", Need.ADMIN, "{'role':'MEMBER','note':''}"),
          delete("/api/v1/invites/{id}", Need.ADMIN),
          get("/api/v1/schemes", Need.SIGNED_IN),
          get("/api/v1/corpora", Need.SIGNED_IN),
          post(
              "/api/v1/corpora",
              Need.CREATE,
              "{'name':'%NAME%','scheme':'ekman7','language':'en'}"),
          // a corpus
          get(C, Need.PART),
          put(C, Need.MANAGE, "{'name':'New','description':'','guidelines':''}"),
          put(C + "/plan", Need.MANAGE, "{'overlap':100,'leaseMinutes':30}"),
          put(C + "/least-precision", Need.MANAGE, "{'leastPrecision':0.5}"),
          get(C + "/annotation-plan", Need.MANAGE),
          put(
              C + "/annotation-plan",
              Need.MANAGE,
              "{'face':0,'voice':0,'words':0,'goldEvery':0,'feedback':false,'goldSplit':null}"),
          get(C + "/gold-checks", Need.REVIEW),
          get(C + "/care", Need.MANAGE),
          put(C + "/care", Need.MANAGE, "{'exposureBudget':20}"),
          put(C + "/palette", Need.MANAGE, "{'palette':'FLAT'}"),
          put(C + "/wording-help", Need.MANAGE, "{'wordingHelp':'AFTER_DRAFT'}"),
          post(C + "/clips/{clip}/wordings", Need.ANNOTATE, "{'draft':'A smile.','language':'en'}"),
          post(C + "/runs/contradict", Need.MANAGE, null),
          post(C + "/runs/rules", Need.MANAGE, null),
          get(C + "/rules", Need.REVIEW),
          post(
              C + "/rules/try",
              Need.REVIEW,
              "{'reads':'TRANSCRIPT','looksFor':['haha'],'labels':['happiness']}"),
          put(
              C + "/rules/{rule}",
              Need.MANAGE,
              "{'reads':'TRANSCRIPT','looksFor':['haha'],'labels':['happiness']}"),
          delete(C + "/rules/{rule}", Need.MANAGE),
          post(C + "/clips/{clip}/review/wordings", Need.REVIEW, "{'language':'en'}"),
          post(
              C + "/clips/{clip}/review/wordings/{offer}/take",
              Need.REVIEW,
              "{'clientId':'%ID%','text':'A smile.'}"),
          post(C + "/clips/{clip}/review/wordings/{offer}/reject", Need.REVIEW, null),
          put(C + "/questions", Need.MANAGE, "{'questions':['SEGMENTS']}"),
          get(C + "/scheme", Need.PART),
          put(C + "/scheme", Need.MANAGE, "{'yaml':'nonsense'}"),
          get(C + "/scheme/file", Need.PART),
          get(C + "/scheme/versions", Need.MANAGE),
          post(C + "/scheme/preview", Need.MANAGE, "{'yaml':'nonsense','becomes':{}}"),
          post(C + "/scheme/changes", Need.MANAGE, "{'base':0,'yaml':'nonsense','becomes':{}}"),
          post(C + "/scheme/back/preview", Need.MANAGE, "{'node':0}"),
          post(C + "/scheme/back", Need.MANAGE, "{'base':0,'node':99}"),
          get(C + "/guidelines", Need.PART),
          get(C + "/guidelines/revisions", Need.PART),
          post(C + "/guidelines/read", Need.PART, null),
          get(C + "/import/folders", Need.MANAGE),
          get(C + "/import/look", "?folder=/nowhere", Need.MANAGE),
          get(C + "/members", Need.MANAGE),
          post(C + "/members", Need.MANAGE, "{'login':'nobody-here','role':'ANNOTATOR'}"),
          put(C + "/members/{account}", Need.MANAGE, "{'role':'RESEARCHER'}"),
          delete(C + "/members/{account}", Need.MANAGE),
          get(C + "/invites", Need.MANAGE),
          post(C + "/invites", Need.MANAGE, "{'role':'ANNOTATOR','note':''}"),
          // clips
          get(C + "/clips", Need.READ),
          get(C + "/clips/count", Need.READ),
          get(C + "/splits", Need.READ),
          get(C + "/clips/{clip}", Need.READ),
          get(C + "/conversations", Need.REVIEW),
          get(C + "/clips/{clip}/conversation", Need.REVIEW),
          get(C + "/clips/{clip}/tracks", Need.REVIEW),
          post(
              C + "/clips/{clip}/decisions",
              Need.REVIEW,
              "{'clientId':'%ID%','label':'anger','reason':''}"),
          post(
              C + "/clips/{clip}/rating",
              Need.REVIEW,
              "{'clientId':'%ID%','rating':{'valence':0.5},'reason':''}"),
          put(C + "/clips/{clip}/distressing", Need.REVIEW, "{'distressing':false}"),
          // the desk
          get(C + "/desk", Need.ANNOTATE),
          get(C + "/desk/word", Need.ANNOTATE),
          get(C + "/words", Need.REVIEW),
          post(C + "/words", Need.REVIEW, "{'word':'jealous','label':null}"),
          get(C + "/progress", Need.ANNOTATE),
          post(C + "/queue/next", Need.ANNOTATE, "{'holding':[]}"),
          post(
              C + "/clips/{clip}/votes",
              Need.ANNOTATE,
              "{'clientId':'%ID%','leaseId':%LEASE%,'meaning':'CANNOT_TELL','candidates':[],"
                  + "'excluded':[],'certainty':null,'intensity':null,'caption':null}"),
          post(
              C + "/clips/{clip}/skips",
              Need.ANNOTATE,
              "{'clientId':'%ID%','leaseId':%LEASE%,'reason':''}"),
          post(
              C + "/clips/{clip}/votes/undo", Need.ANNOTATE, "{'clientId':'%ID%','undoes':'%ID%'}"),
          post(
              C + "/clips/{clip}/comments",
              Need.ANNOTATE,
              "{'clientId':'%ID%','text':'Look again.','atMicros':null}"),
          post(C + "/clips/{clip}/distress", Need.ANNOTATE, "{'clientId':'%ID%'}"),
          get(C + "/queue/rest", Need.ANNOTATE),
          get(C + "/comments/mine", Need.ANNOTATE),
          post(C + "/comments/mine/read", Need.ANNOTATE, null),
          post(C + "/clips/{clip}/revisit", Need.ANNOTATE, null),
          get(C + "/clips/{clip}/comments", Need.REVIEW),
          // search
          get(C + "/search", Need.READ),
          get(C + "/map", Need.READ),
          post(C + "/map", Need.REVIEW, null),
          post(C + "/calls", Need.REVIEW, "{\"clips\":[1]}"),
          // insights
          get(C + "/insights", Need.READ),
          get(C + "/insights/agreement.csv", Need.READ),
          get(C + "/insights/voters", Need.REVIEW),
          // examples
          get(C + "/clips/{clip}/examples", Need.REVIEW),
          put(C + "/clips/{clip}/examples/{label}", Need.REVIEW, "{}"),
          delete(C + "/clips/{clip}/examples/{label}", Need.REVIEW),
          // calibration
          get(C + "/clips/{clip}/reference", Need.REVIEW),
          put(
              C + "/clips/{clip}/reference",
              Need.REVIEW,
              "{'csv':'time,valence\\n0,0','vote':null}"),
          delete(C + "/clips/{clip}/reference", Need.REVIEW),
          get(C + "/lags", Need.REVIEW),
          get(C + "/lags/mine", Need.ANNOTATE),
          // review
          get(C + "/council", Need.REVIEW),
          get(C + "/disagreements", Need.REVIEW),
          get(C + "/next-to-confirm", Need.REVIEW),
          get(C + "/proposals/sample", Need.REVIEW),
          post(
              C + "/proposals/reject-all",
              Need.REVIEW,
              "{'batch':'%ID%','rule':{'minNoise':0.99},'reason':''}"),
          get(C + "/proposals", Need.REVIEW),
          get(C + "/proposals/count", Need.REVIEW),
          get(C + "/proposals/moves", Need.REVIEW),
          get(C + "/filters", "?room=REVIEW", Need.REVIEW),
          put(C + "/filters", Need.REVIEW, "{'room':'REVIEW','name':'mine','query':'to=anger'}"),
          delete(C + "/filters", "?room=REVIEW&name=mine", Need.REVIEW),
          get(C + "/proposals/overruled", Need.REVIEW),
          get(C + "/proposals/alike", Need.REVIEW),
          get(C + "/proposals/{proposal}", Need.REVIEW),
          post(
              C + "/proposals/{proposal}/decision",
              Need.REVIEW,
              "{'clientId':'%ID%','verdict':'REJECT','label':null,'reason':''}"),
          post(
              C + "/proposals/accept-all",
              Need.REVIEW,
              "{'batch':'%ID%','rule':{'minNoise':0.99},'reason':''}"),
          get(C + "/decisions", Need.REVIEW),
          post(C + "/decisions/{decision}/undo", Need.REVIEW, "{'clientId':'%ID%'}"),
          post(C + "/decisions/batches/{batch}/undo", Need.REVIEW, null),
          // runs
          get(C + "/runs", Need.READ),
          post(C + "/runs/mer", Need.MANAGE, "{'file':'/nowhere/labels.csv'}"),
          post(C + "/runs/import", Need.MANAGE, "{'folder':'/nowhere','topK':2}"),
          post(C + "/runs/refine", Need.MANAGE, "{}"),
          post(C + "/runs/caption", Need.MANAGE, "{}"),
          post(C + "/runs/embed", Need.MANAGE, ""),
          post(C + "/runs/describe", Need.MANAGE, "{'model':'mae-dfer-tiny-1'}"),
          post(C + "/runs/vote", Need.MANAGE, "{'model':'face-expression'}"),
          post(C + "/runs/robustness", Need.MANAGE, "{'model':'face-expression'}"),
          get(C + "/models", Need.READ),
          get(C + "/models-from-elsewhere", Need.READ),
          get(C + "/models/{name}/examples", Need.READ),
          get(C + "/models/{name}/structure", Need.READ),
          get(C + "/models/{name}/structure.svg", Need.READ),
          post(C + "/runs/train", Need.MANAGE, "{'model':'mae-dfer','stage':'pre-train'}"),
          get("/api/v1/runs/{run}", Need.READ),
          get("/api/v1/runs/{run}/journal", Need.READ),
          post("/api/v1/runs/{run}/cancel", Need.MANAGE, null),
          post("/api/v1/runs/{run}/again", Need.MANAGE, null),
          post("/api/v1/runs/{run}/let-in", Need.MANAGE, null),
          post("/api/v1/runs/{run}/serve", Need.MANAGE, null),
          post("/api/v1/runs/{run}/withdraw", Need.MANAGE, "{'decisionsToo':false}"),
          get("/api/v1/runs/{run}/beside/{other}", Need.READ),
          // labels that are spread
          post(C + "/runs/pseudo", Need.MANAGE, "{'steps':1}"),
          post(C + "/runs/pseudo/count", Need.MANAGE, "{}"),
          get("/api/v1/runs/{run}/pseudo-labels", Need.REVIEW),
          get("/api/v1/runs/{run}/gates", Need.REVIEW),
          post(
              "/api/v1/runs/{run}/gates/preview",
              Need.REVIEW,
              "{'confidence':[0.9,0.9],'folds':0,'modalities':0,'neighbours':0,'machines':0}"),
          put(
              "/api/v1/runs/{run}/gates",
              Need.MANAGE,
              "{'confidence':[0.9,0.9],'folds':0,'modalities':0,'neighbours':0,'machines':0}"),
          get(C + "/audit", Need.REVIEW),
          get(C + "/audit/figures", Need.REVIEW),
          post(C + "/audit/draw", Need.REVIEW, null),
          post(C + "/audit/{id}", Need.REVIEW, "{'label':'anger'}"),
          // releases
          get(C + "/releases", Need.READ),
          post(
              C + "/releases",
              Need.MANAGE,
              "{'name':'r1','decisions':'CURATOR_ONLY','minVotes':0,'split':null,"
                  + "'labelledOnly':false}"),
          get(C + "/releases/diff", "?from=r1&to=r1", Need.READ),
          get(C + "/releases/{name}", Need.READ),
          get(C + "/releases/{name}/manifest", Need.READ),
          get(C + "/releases/{name}/files", "?path=data.jsonl", Need.READ),
          // media
          get("/media/{clip}", Need.SEE),
          get("/media/{clip}/face", Need.SEE),
          get("/media/{clip}/voice", Need.SEE),
          get("/media/{clip}/poster", Need.SEE),
          get("/media/{clip}/thumbnail", Need.SEE),
          get("/media/{clip}/thumbnails", Need.SEE),
          get("/media/{clip}/peaks", Need.SEE),
          get("/media/{clip}/frames", Need.SEE),
          get("/media/{clip}/spectrogram/{tile}", Need.SEE),
          // language models
          get("/api/v1/endpoints", Need.ADMIN),
          put(
              "/api/v1/endpoints/{endpoint}",
              Need.ADMIN,
              "{'address':'http://127.0.0.1:1','model':'m'}"),
          delete("/api/v1/endpoints/{endpoint}", Need.ADMIN),
          put("/api/v1/endpoints/{endpoint}/key", Need.ADMIN, "{'key':'k'}"),
          delete("/api/v1/endpoints/{endpoint}/key", Need.ADMIN),
          get(C + "/endpoints", Need.MANAGE),
          put(C + "/endpoints/{endpoint}/consent", Need.MANAGE, "{}"),
          delete(C + "/endpoints/{endpoint}/consent", Need.MANAGE),
          post(C + "/runs/llm/estimate", Need.MANAGE, "{'endpoint':'nonsense'}"),
          post(C + "/runs/llm", Need.MANAGE, "{'endpoint':'nonsense'}"),
          // last, for it locks the spare person out of their sessions
          post("/api/v1/people/{account}/password-reset", Need.ADMIN_AT_BROWSER, null));

  private static Route get(String pattern, Need need) {
    return get(pattern, "", need);
  }

  private static Route get(String pattern, String query, Need need) {
    return new Route("GET", pattern, query, need, null);
  }

  private static Route delete(String pattern, String query, Need need) {
    return new Route("DELETE", pattern, query, need, null);
  }

  private static Route delete(String pattern, Need need) {
    return new Route("DELETE", pattern, "", need, null);
  }

  private static Route put(String pattern, Need need, String body) {
    return new Route("PUT", pattern, "", need, body.replace('\'', '"'));
  }

  private static Route post(String pattern, Need need, @Nullable String body) {
    return new Route("POST", pattern, "", need, body == null ? null : body.replace('\'', '"'));
  }
}

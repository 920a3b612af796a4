package dev.tintype.worker.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.PageOptions;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to a page before it is captured shows in the picture. */
class PreparationTest {
    private static final int RED = 0xFFFF0000;
    private static final int GREEN = 0xFF00FF00;
    private static final int BLUE = 0xFF0000FF;
    private static final ScreenshotOutput FULL =
            new ScreenshotOutput(ScreenshotOutput.Format.PNG, null, true, null, ScreenshotOutput.Effort.FAST);

    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
        harness.site.html("/late-answer", "x");
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    private static MemoryAttempt capture(String html, String page, ScreenshotOutput... outputs) {
        ScreenshotOutput[] wanted =
                outputs.length == 0 ? new ScreenshotOutput[] {ScreenshotOutput.defaults()} : outputs;
        return harness.capture(Harness.html(html), Harness.page(page), wanted);
    }

    private static int pixel(String html, String page, int x, int y) {
        return capture(html, page).image("screenshot.png").getRGB(x, y);
    }

    private static JobFailure failure(String html, String page) {
        return harness.failure(Harness.html(html), Harness.page(page), ScreenshotOutput.defaults());
    }

    @Test
    void style_goes_in_even_where_the_pages_policy_allows_none() {
        String html = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><body>";

        assertThat(pixel(html, "{'css':'body{background:#0f0}'}", 600, 300)).isEqualTo(GREEN);
    }

    @Test
    void what_is_hidden_keeps_its_place_and_what_is_removed_does_not() {
        String html =
                "<body style=margin:0><div id=a style='height:100px;background:#f00'><b style='visibility:visible'>x</b></div>"
                        + "<div style='height:100px;background:#00f'></div>";

        assertThat(pixel(html, "{'hide':['#a']}", 600, 50)).isEqualTo(0xFFFFFFFF);
        assertThat(pixel(html, "{'hide':['#a']}", 600, 150)).isEqualTo(BLUE);
        assertThat(pixel(html, "{'remove':['#a','.none']}", 600, 50)).isEqualTo(BLUE);
        assertThat(failure(html, "{'remove':['[']}").code()).isEqualTo(ErrorCode.SELECTOR_NOT_FOUND);
    }

    @Test
    void a_script_acts_on_the_page_and_what_it_returns_is_kept() {
        MemoryAttempt attempt = capture(
                "<script>window.own = 41</script><body>",
                "{'js':'document.body.style.background=`#0f0`; await 0; return {own: own + 1} // end'}");

        assertThat(attempt.image("screenshot.png").getRGB(600, 300)).isEqualTo(GREEN);
        assertThat(new String(attempt.bytes("script-result.json"), UTF_8)).isEqualTo("{\"own\":42}");
        assertThat(capture("<body>", "{'js':'1+1'}").names()).containsExactly("screenshot.png");
        JobFailure failure = failure("<body>", "{'js':'throw new Error(`boom`)'}");
        assertThat(failure.code()).isEqualTo(ErrorCode.SCRIPT_FAILED);
        assertThat(failure.detail()).contains("boom");
    }

    /** Each page turns green 600 ms after it has loaded, and does what is waited for at that moment. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'selector':'#late'}
            {'selector_gone':'#early'}
            {'expression':'window.late'}
            {'expression':'Promise.resolve(window.late)'}
            {'text':'come at last'}
            {'response':'*/late-answer*'}
            {'event':'late:ready'}
            {'delay_ms':900}
            [{'selector':'#late'},{'text':'come at last'}]
            """)
    void each_way_of_waiting_waits(String wait) {
        String html = "<body><p id=early>early</p><script>setTimeout(() => { document.body.style.background='#0f0';"
                + "early.remove(); window.late = true; const p = document.createElement('p'); p.id='late';"
                + "p.textContent='come at last'; document.body.append(p); fetch('"
                + harness.site.url("/late-answer?x=1")
                + "', {mode:'no-cors'}); p.dispatchEvent(new CustomEvent('late:ready')) }, 600)</script>";

        assertThat(pixel(html, "{'wait_until':'load','wait_for':" + wait + "}", 600, 300))
                .isEqualTo(GREEN);
        assertThat(pixel(html, "{'wait_until':'load'}", 600, 300)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void what_does_not_come_is_named() {
        JobFailure failure = failure("<p>x", "{'wait_for':[{'text':'x'},{'selector':'#never','timeout_ms':300}]}");

        assertThat(failure.code()).isEqualTo(ErrorCode.WAIT_TIMEOUT);
        assertThat(failure.detail()).contains("page.wait_for[1]").contains("#never");
        assertThat(failure("<p>x", "{'timeout_ms':2000,'wait_for':{'expression':'nothing.here'}}")
                        .code())
                .isEqualTo(ErrorCode.WAIT_TIMEOUT);
    }

    @Test
    void mostly_idle_waits_for_what_scripts_fetch_but_not_for_two_that_never_end() {
        harness.site.on("/hang", exchange -> Thread.sleep(15_000));
        harness.site.on("/slow", exchange -> {
            Thread.sleep(400);
            Site.send(exchange, 200, "text/plain", "x".getBytes(UTF_8));
        });
        harness.site.html(
                "/busy",
                "<body><script>fetch('/hang');fetch('/hang?2');Promise.all([1,2,3].map(i=>fetch('/slow?'+i)))"
                        + ".then(()=>document.body.style.background='#0f0')</script>");

        MemoryAttempt attempt = harness.capture(
                harness.at("/busy"), Harness.page("{'wait_until':'networkmostlyidle'}"), ScreenshotOutput.defaults());

        assertThat(attempt.image("screenshot.png").getRGB(600, 300)).isEqualTo(GREEN);
    }

    @Test
    void steps_are_done_in_order_as_a_visitor_would() {
        String html = """
                <body style="margin:0"><button id=b onclick="log('click')" ondblclick="log('double')" onmouseenter="log('hover')"
                 style="position:absolute;left:0;top:0;width:100px;height:50px">b</button>
                <input id=t oninput="log('t:'+t.value)" onkeydown="if(event.key=='Enter')log('enter')" style="position:absolute;top:60px">
                <select id=s onchange="log('s:'+s.value)" style="position:absolute;top:100px"><option>a<option>z</select>
                <input id=c type=checkbox onchange="log('c:'+c.checked)" style="position:absolute;top:140px">
                <div id=from draggable=true style="position:absolute;top:200px;width:50px;height:50px;background:red"></div>
                <div id=to ondragover="event.preventDefault()" ondrop="log('drop')" style="position:absolute;top:300px;width:50px;height:50px;background:blue"></div>
                <div style="height:5000px"></div><p id=deep>deep</p>
                <script>const done=[];function log(x){done.push(x);document.title=done.join(' ')}
                addEventListener('scroll',()=>document.documentElement.dataset.y=scrollY)</script>""";

        MemoryAttempt attempt = capture(html, """
                {'actions':[
                 {'action':'hover','selector':'#b'},{'action':'click','selector':'#b'},{'action':'double_click','x':50,'y':25},
                 {'action':'fill','selector':'#t','text':'fil'},{'action':'type','selector':'#t','text':'l'},
                 {'action':'press','selector':'#t','key':'Enter'},{'action':'select','selector':'#s','values':['z']},
                 {'action':'check','selector':'#c'},{'action':'check','selector':'#c','checked':false},
                 {'action':'drag','selector':'#from','to_selector':'#to'},
                 {'action':'click','selector':'#missing','timeout_ms':200,'optional':true},
                 {'action':'evaluate','script':'log(`own`)'},{'action':'wait_for','wait_for':{'expression':'done.length > 5'}},
                 {'action':'screenshot','name':'half-way'},
                 {'action':'scroll','delta_y':300},{'action':'evaluate','script':'log(scrollY)'},
                 {'action':'scroll_to','selector':'#deep'},{'action':'evaluate','script':'log(scrollY > 4000)'}],
                 'js':'return document.title'}""");

        assertThat(new String(attempt.bytes("script-result.json"), UTF_8))
                .isEqualTo(
                        "\"hover click click click double t:fil t:fill enter s:z c:true c:false drop own 300 true\"");
        assertThat(attempt.image("half-way.png").getWidth()).isEqualTo(1280);
        Object steps = attempt.report().get("actions");
        assertThat((List<?>) steps).hasSize(18);
        assertThat(((Map<?, ?>) ((List<?>) Objects.requireNonNull(steps)).get(10)).get("ok"))
                .isEqualTo(false);
    }

    @Test
    void a_step_that_fails_is_named() {
        JobFailure failure = failure(
                "<p>x",
                "{'actions':[{'action':'click','selector':'p'},{'action':'click','selector':'#buy','timeout_ms':200}]}");

        assertThat(failure.code()).isEqualTo(ErrorCode.ACTION_FAILED);
        assertThat(failure.detail()).contains("page.actions[1]").contains("click #buy");
    }

    @Test
    void animations_are_finished_unless_allowed() {
        String html = "<style>@keyframes k{from{background:#f00}to{background:#0f0}}"
                + "body{margin:0;height:100vh;animation:k 100s linear forwards}</style><body>";

        assertThat(pixel(html, "{}", 600, 300)).isEqualTo(GREEN);
        assertThat(pixel(html, "{'animations':'allowed'}", 600, 300) & 0xFFFF0000)
                .isGreaterThan(0xFFC00000);
    }

    @Test
    void a_shell_that_scrolls_inside_is_unrolled_with_what_it_loads_lazily() {
        harness.site.image("/far.png", Color.BLUE, 200, 100);
        harness.site.html(
                "/shell",
                "<!doctype html><html style='height:100%'><body style='margin:0;height:100%;overflow:hidden'>"
                        + "<main style='height:100%;overflow-y:auto'><div style='height:3000px;background:#f00'></div>"
                        + "<img loading=lazy src=/far.png style='display:block;width:200px;height:100px'></main>");

        MemoryAttempt attempt = harness.capture(harness.at("/shell"), PageOptions.defaults(), FULL);
        BufferedImage image = attempt.image("screenshot.png");
        assertThat(image.getHeight()).isEqualTo(3100);
        assertThat(image.getRGB(600, 2900)).isEqualTo(RED);
        assertThat(image.getRGB(100, 3050)).isEqualTo(BLUE);
        assertThat(attempt.report("lazy_load", "unrolled")).isEqualTo(true);

        MemoryAttempt without = harness.capture(harness.at("/shell"), Harness.page("{'lazy_load':false}"), FULL);
        assertThat(without.image("screenshot.png").getHeight()).isEqualTo(720);
    }

    @Test
    void a_page_without_end_is_cut_and_said_to_be() {
        harness.site.html(
                "/endless",
                "<body><script>const more=()=>{for(let i=0;i<20;i++)document.body.append(Object.assign("
                        + "document.createElement('p'),{style:'height:20px'}))};more();"
                        + "addEventListener('scroll',()=>{if(scrollY+innerHeight>=document.body.scrollHeight-10)more()})</script>");

        MemoryAttempt attempt = harness.capture(harness.at("/endless"), PageOptions.defaults(), FULL);

        assertThat(attempt.report("lazy_load", "endless")).isEqualTo(true);
    }

    @Test
    void a_deterministic_visit_gives_the_same_bytes_each_time() {
        String page = "{'deterministic':true}";
        String html = "<body><script>document.write(Date.now()+' '+Math.random()+' '+crypto.randomUUID?.()+' '"
                + "+new Date().toLocaleString()+' '+[...crypto.getRandomValues(new Uint8Array(4))])</script>";

        byte[] first = capture(html, page).bytes("screenshot.png");
        assertThat(capture(html, page).bytes("screenshot.png")).isEqualTo(first);
        assertThat(capture(html, "{}").bytes("screenshot.png"))
                .isNotEqualTo(capture(html, "{}").bytes("screenshot.png"));
    }
}

"""Opens the HTML report in headless Chromium and counts what it shows against the database.

Usage: report_test.py PROGRAM CHROMIUM EVIDENCE WORK [SCREENSHOTS]
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import time

from browser import Browser

HOSTILE = ["<script>window.pwned=1</script>", "</script><img src=x onerror=window.pwned=1>",
           "\x1b[2J\x1b]0;title\x07", "\u202eexe.txt", "=cmd|'/c calc'!A0", "'\"&lt;&amp;",
           "x" * 65536, "@DATA@", "${1}`alert(1)`", "\u2028\u2029\x00end"]


def run(program, *arguments):
    subprocess.run([program, *arguments], check=True, stderr=subprocess.DEVNULL)


def check(condition, words):
    if not condition:
        raise AssertionError(words)


def spoil(case):
    """Hostile texts where evidence puts users, machines, sources and commands."""
    db = sqlite3.connect(case)
    rows = [row[0] for row in db.execute("SELECT id FROM access_session ORDER BY id")]
    for i, row in enumerate(rows):
        text = HOSTILE[i % len(HOSTILE)]
        db.execute("UPDATE access_session SET user_name = ?, user_domain = ?, source_host = ? "
                   "WHERE id = ?", (text, HOSTILE[(i + 1) % len(HOSTILE)], text, row))
    for i, (row,) in enumerate(db.execute("SELECT event_id FROM act ORDER BY event_id").fetchall()):
        db.execute("UPDATE act SET command_line = ?, summary = ? WHERE event_id = ?",
                   (HOSTILE[i % len(HOSTILE)], HOSTILE[i % len(HOSTILE)], row))
    for row, text in zip([1, 2], HOSTILE):
        db.execute("UPDATE host SET name = ? WHERE id = ?", (text, row))
    db.execute("UPDATE attempt_group SET users = ?", ('["<script>window.pwned=1</script>"]',))
    db.execute("UPDATE case_fact SET value = ? WHERE name = 'command_line'", (HOSTILE[1],))
    db.commit()
    db.close()


def wait(browser, code, words):
    for _ in range(200):
        if browser.run(code):
            return
        time.sleep(0.05)
    raise AssertionError(words)


def forget_a_session(case):
    """A link over machines to a logon session that serves no access session."""
    db = sqlite3.connect(case)
    to, = db.execute("SELECT to_logon_session_id FROM link WHERE kind = 'lateral' "
                     "ORDER BY time DESC").fetchone()
    db.execute("UPDATE logon_session SET session_id = NULL WHERE id = ?", (to,))
    db.commit()
    paths = db.execute("SELECT count(*) FROM lateral_paths").fetchone()[0]
    machines = db.execute("SELECT count(*) FROM (SELECT DISTINCT from_host, to_host FROM links "
                          "WHERE kind = 'lateral' AND from_host <> to_host)").fetchone()[0]
    db.close()
    return paths, machines


def the_paths(browser, case, program, report):
    """The graph has every link over machines, with access sessions and without."""
    for whole in (True, False):
        paths, machines = (3, 2) if whole else forget_a_session(case)
        run(program, "report", case, "-o", report, "--force")
        browser.open(report)
        wait(browser, "document.documentElement.dataset.ready === 'yes'", "the page is never ready")
        check(browser.run("Number(document.getElementById('lateral').dataset.paths)") == paths,
              "rows are not the paths")
        check(browser.run("document.querySelectorAll('#paths line.hop').length") == machines,
              "hops are not the links over machines")
        browser.run("choose({ user: 'CORP\\\\alice' })")
        check(browser.run("Number(document.getElementById('lateral').dataset.paths)") == 0,
              "paths of others stay")
        browser.run("choose(nothing)")
        check(browser.complaints() == [], browser.complaints())


def the_print(browser, report):
    """On paper everything stands on the page: nothing scrolls, and no bar is cut off."""
    browser.open(report)
    wait(browser, "document.documentElement.dataset.ready === 'yes'", "the page is never ready")
    browser.resize(1440, 900)
    browser.run("dispatchEvent(new Event('beforeprint'))")
    browser.call("Emulation.setEmulatedMedia", media="print")
    browser.resize(1030, 700)  # A4 across, less its margins
    cut = browser.run("[...document.querySelectorAll('table, #bars, #axis, #paths svg')].filter((e) "
                      "=> e.getBoundingClientRect().right > innerWidth + 1).map((e) => "
                      "e.closest('section').id)")
    check(cut == [], f"wider than the paper: {cut}")
    inside = browser.run("(() => { const b = document.getElementById('bars').getBoundingClientRect();"
                         " return [...document.querySelectorAll('#bars .bar')].every((bar) => { const"
                         " r = bar.getBoundingClientRect(); return r.left >= b.left && r.right <= "
                         "b.right + 1; }); })()")
    check(inside, "bars are cut off")
    browser.call("Emulation.setEmulatedMedia", media="")
    browser.run("dispatchEvent(new Event('afterprint'))")
    check(browser.complaints() == [], browser.complaints())


def of_people(case):
    db = sqlite3.connect(case)
    where = "account_class = 'user' AND outcome <> 'abandoned'"
    return (db.execute(f"SELECT count(*) FROM sessions WHERE {where}").fetchone()[0],
            db.execute("SELECT count(*) FROM (SELECT DISTINCT host, coalesce(user_domain, ''), "
                       f"coalesce(user_name, user_sid, '') FROM sessions WHERE {where})")
            .fetchone()[0])


BARS = ("[...document.querySelectorAll('#bars .bar[data-count]')]"
        ".reduce((sum, bar) => sum + Number(bar.dataset.count), 0)")


def the_demo(browser, case, report, screenshots):
    browser.open(report)
    wait(browser, "document.documentElement.dataset.ready === 'yes'", "the page is never ready")
    sessions, lanes = of_people(case)
    check(browser.run(BARS) == sessions, "bars are not the sessions")
    check(browser.run("Number(document.getElementById('timeline').dataset.lanes)") == lanes,
          "lanes are not the users of the machines")
    check(browser.run("document.querySelectorAll('#session-table tbody tr').length") == sessions,
          "rows are not the sessions")
    check(browser.run("document.querySelectorAll('.bar.fading').length") == 1, "one end is open")
    check(browser.run("document.querySelectorAll('.lock').length") == 2, "alice locked twice")
    browser.click("#q")
    browser.type("203.0.113.77 bob")
    wait(browser, BARS + " === 1", "the search does not narrow the bars")
    browser.click("#bars .bar")
    check("S-" in browser.run("document.getElementById('panel-title').textContent"), "no page")
    check("whoami" in browser.run("document.getElementById('panel').textContent"), "no activity")
    check("#7552" in browser.run("document.getElementById('panel').textContent"), "no evidence")
    browser.key("Escape")
    check(browser.run("document.getElementById('panel').hidden"), "Escape does not close")
    browser.click("#clear")
    wait(browser, f"{BARS} === {sessions}", "Clear does not clear")
    browser.run("document.getElementById('timeline').focus()")
    browser.key("ArrowRight")
    browser.key("Enter")
    check(not browser.run("document.getElementById('panel').hidden"), "no page by keyboard")
    browser.key("Escape")
    browser.run("document.activeElement.blur(); document.getElementById('theme').click()")
    check(browser.run("document.documentElement.dataset.theme") in ("dark", "light"), "no theme")
    browser.run("document.getElementById('theme').click()")
    if screenshots:
        for width in (1440, 900, 420):
            browser.resize(width, 900)
            time.sleep(0.3)
            browser.screenshot(f"{screenshots}/report-{width}.png", whole=width != 1440)
    check(browser.complaints() == [], browser.complaints())


def the_hostile(browser, case, report):
    browser.open(report)
    wait(browser, "document.documentElement.dataset.ready === 'yes'", "the page is never ready")
    check(browser.run(BARS) == of_people(case)[0], "bars are not the sessions")
    for session in browser.run("sessions.map((s) => s.session_id)"):
        browser.run(f"details.open({session})")
    check(browser.run("window.pwned === undefined"), "a text ran as a script")
    check(browser.run("document.querySelectorAll('img, script').length") == 3, "markup got in")
    check(not browser.run("/[\\u0000-\\u0008\\u001b\\u202a-\\u202e\\u2066-\\u2069]/.test("
                          "document.body.innerText)"), "an invisible character got in")
    check(browser.complaints() == [], browser.complaints())


def main():
    program, chromium, evidence, work = sys.argv[1:5]
    screenshots = sys.argv[5] if len(sys.argv) > 5 else None
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    case, report = f"{work}/case.db", f"{work}/report.html"
    run(program, "ingest", evidence, "-o", case)
    run(program, "report", case, "-o", report)
    browser = Browser(chromium)
    try:
        the_demo(browser, case, report, screenshots)
        the_print(browser, report)
        the_paths(browser, case, program, report)
        spoil(case)
        run(program, "report", case, "-o", report, "--force", "--title", HOSTILE[1])
        the_hostile(browser, case, report)
    finally:
        browser.close()


main()

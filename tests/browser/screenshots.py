"""Makes the pictures of README.md from the demo case.

Usage: screenshots.py PROGRAM CHROMIUM EVIDENCE WORK IMAGES
"""
import html
import os
import re
import shutil
import subprocess
import sys
import time

from browser import Browser

COLOURS = {"1": "font-weight:600", "2": "color:#8b949e", "31": "color:#ff7b72",
           "32": "color:#7ee787", "33": "color:#e3b341", "36": "color:#79c0ff"}


def as_page(commands):
    """What a terminal shows of them."""
    body = ""
    for words, text in commands:
        body += f"<b>$ {html.escape(words)}</b>\n"
        for style, part in re.findall(r"(?:\x1b\[(\d+)m)?([^\x1b]*)(?:\x1b\[0m)?", text):
            part = html.escape(part)
            body += f'<span style="{COLOURS[style]}">{part}</span>' if style else part
        body += "\n"
    return ('<!DOCTYPE html><meta charset="utf-8"><body style="margin:0;background:#0d1117;'
            'color:#e6edf3"><pre style="margin:0;padding:14px 18px;display:inline-block;font:13px/1.4 '
            f'\'DejaVu Sans Mono\',monospace">{body.rstrip()}</pre>')


def main():
    program, chromium, evidence, work, images = sys.argv[1:6]
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    os.makedirs(images, exist_ok=True)
    subprocess.run([program, "ingest", evidence, "-o", f"{work}/case.db", "--quiet"], check=True)
    subprocess.run([program, "report", f"{work}/case.db", "-o", f"{work}/report.html"], check=True)

    def output(*arguments):
        return subprocess.run([program, *arguments, "--color", "always"], cwd=work, check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True).stdout

    with open(f"{work}/terminal.html", "w", encoding="utf-8") as file:
        file.write(as_page([("logonloom sessions case.db", output("sessions", "case.db")),
                            ("logonloom show case.db 10", output("show", "case.db", "10"))]))
    browser = Browser(chromium, 1280, 900)
    try:
        browser.open(f"{work}/report.html")
        time.sleep(0.5)
        browser.screenshot(f"{images}/report.png")
        browser.resize(1480, 1010)
        browser.open(f"{work}/terminal.html")
        browser.screenshot(f"{images}/terminal.png")
    finally:
        browser.close()


main()

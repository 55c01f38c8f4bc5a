"""Exports of the demo case, read back by Python's csv, json and zip readers and compared with what its
sqlite3 reads from the same views. Usage: read_back_test.py PROGRAM DEMO-FOLDER WORK-FOLDER"""

import csv
import datetime
import io
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as tree
import zipfile

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
EXCEL_ROWS = 1_048_576


def run(program, *arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True).stdout


def column_of(reference):
    number = 0
    for letter in reference:
        if letter.isdigit():
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def text_of(cell):
    inline = cell.find(f"{SHEET}is")
    if inline is not None:
        return "".join(part.text or "" for part in inline.iter(f"{SHEET}t"))
    value = cell.find(f"{SHEET}v")
    return None if value is None else value.text


def sheets_of(path):
    """Name of each sheet, its rows as lists of texts, and its XML."""
    with zipfile.ZipFile(path) as book:
        targets = {
            relation.get("Id"): relation.get("Target")
            for relation in tree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
        }
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            for item in tree.fromstring(book.read("xl/sharedStrings.xml")):
                shared.append("".join(part.text or "" for part in item.iter(f"{SHEET}t")))
        for sheet in tree.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet"):
            xml = tree.fromstring(book.read("xl/" + targets[sheet.get(RELATION)]))
            rows = []
            for row in xml.iter(f"{SHEET}row"):
                cells = {}
                for cell in row:
                    text = text_of(cell)
                    if cell.get("t") == "s" and text is not None:
                        text = shared[int(text)]
                    cells[column_of(cell.get("r"))] = text
                rows.append([cells.get(i) for i in range(max(cells, default=-1) + 1)])
            yield sheet.get("name"), rows, xml


def views_of(case):
    """Each view with its columns and rows, as sqlite3 reads them."""
    public = ("SELECT name FROM sqlite_master WHERE type = 'view' AND name NOT LIKE 'whole_%' OR "
              "name IN ('enum_values', 'decoded_values')")
    names = [name for (name,) in case.execute(public)]
    for name in sorted(names):
        cursor = case.execute(f'SELECT * FROM "{name}"')
        yield name, [column[0] for column in cursor.description], cursor.fetchall()


def check_csv(program, path, name, columns, rows):
    text = run(program, "export", path, name, "--format", "csv", "--raw").decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0] == columns, (name, read[0], columns)
    wanted = sorted(["" if cell is None else str(cell) for cell in row] for row in rows)
    assert sorted(map(number_free, read[1:])) == sorted(map(number_free, wanted)), f"{name}: CSV"


def number_free(row):
    """Numbers may be written in several ways."""
    cells = []
    for cell in row:
        try:
            cells.append(repr(float(cell)))
        except ValueError:
            cells.append(cell)
    return cells


def check_json(program, path, name, columns, rows):
    lines = run(program, "export", path, name, "--format", "jsonl").decode().splitlines()
    read = [json.loads(line) for line in lines]
    assert len(read) == len(rows), (name, len(read), len(rows))
    for line in read:
        assert set(line) <= set(columns), (name, set(line) - set(columns))
    users = [column for column in columns if column == "user_name"]
    for column in users:
        place = columns.index(column)
        told = sorted(str(line.get(column) or "") for line in read)
        assert told == sorted(str(row[place] or "") for row in rows), (name, column)


def cell_at(row, place):
    return row[place] if place < len(row) else None


def check_dates(name, cells, wanted):
    """Excel counts days from 1899-12-30; its dates are numbers, to the millisecond."""
    epoch = datetime.datetime(1899, 12, 30)
    told = sorted((epoch + datetime.timedelta(days=float(cell))) for cell in cells if cell)
    times = sorted(datetime.datetime.fromisoformat(time[:26]) for time in wanted if time)
    assert len(told) == len(times), (name, len(told), len(times))
    for a, b in zip(told, times):
        assert abs(a - b) < datetime.timedelta(milliseconds=2), (name, a, b)


def check_workbook(program, path, work, views):
    book = work / "case.xlsx"
    run(program, "export", path, "--profile", "xlsx", "-o", str(book))
    seen = set()
    for name, rows, xml in sheets_of(book):
        columns, wanted = views[name]
        seen.add(name)
        assert [title.removesuffix(" (UTC)") for title in rows[0]] == columns, (name, rows[0])
        assert len(rows) - 1 == min(len(wanted), EXCEL_ROWS - 1), (name, len(rows), len(wanted))
        pane = xml.find(f".//{SHEET}pane")
        assert pane is not None and pane.get("state") == "frozen", f"{name}: no frozen header"
        if wanted:
            assert xml.find(f"{SHEET}autoFilter") is not None, f"{name}: no filter"
        for place, title in enumerate(rows[0]):
            if title.endswith(" (UTC)"):
                check_dates(name, [cell_at(row, place) for row in rows[1:]],
                            [row[place] for row in wanted])
        if "user_name" in columns:
            place = columns.index("user_name")
            told = sorted(str(cell_at(row, place) or "") for row in rows[1:])
            assert told == sorted(str(row[place] or "") for row in wanted), name
    assert seen == set(views), set(views) - seen
    return len(seen)


def main():
    program, demo, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    path = str(work / "case.db")
    run(program, "ingest", demo, "-o", path, "--quiet")
    case = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    views = {name: (columns, rows) for name, columns, rows in views_of(case)}
    for name, (columns, rows) in views.items():
        check_csv(program, path, name, columns, rows)
        check_json(program, path, name, columns, rows)
    sheets = check_workbook(program, path, work, views)
    print(f"{len(views)} views as CSV and JSON Lines and {sheets} sheets read back")


main()

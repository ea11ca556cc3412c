"""The frame of a report: its styles, light and dark, and where the parts go."""

PAGE = """<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>$title</title>
<style>
:root { --page: #eceef2; --card: #ffffff; --line: #e2e5eb; --text: #1b1f27; --soft: #454c5a; --muted: #626b7c;
  --accent: #5151cd; --bar: #8a8ae4; --warn: #9a5b00; --warn-soft: #fdf3e1; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d0f13; --card: #15181e; --line: #272c37; --text: #e7eaf0; --soft: #bfc6d3; --muted: #949daf;
    --accent: #9c9cfa; --bar: #7676d8; --warn: #f2b84b; --warn-soft: #372c17; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px; background: var(--page); color: var(--text);
  font: 14px/1.5 Inter, "Segoe UI", Roboto, "Noto Sans CJK KR", "Apple SD Gothic Neo", sans-serif;
  font-variant-numeric: tabular-nums; }
main { max-width: 944px; margin: 0 auto; }
section, header { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 20px 24px;
  margin: 0 0 16px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 12px; }
h2 { font-size: 16px; margin: 0 0 8px; overflow-wrap: anywhere; }
p { margin: 8px 0; color: var(--soft); }
a { color: var(--accent); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0 0 12px; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
figure { display: inline-block; margin: 0 24px 8px 0; vertical-align: top; max-width: 100%; }
figcaption { color: var(--muted); font-size: 12px; max-width: 224px; margin-top: 4px; overflow-wrap: anywhere; }
img { display: block; max-width: 100%; height: auto; border-radius: 2px; }
img.crisp { image-rendering: pixelated; max-width: none; }
.scroll { overflow-x: auto; }
.scale { display: flex; align-items: center; gap: 8px; font-size: 12px; }
.scale img { height: 10px; flex: none; }
.note { background: var(--warn-soft); color: var(--warn); border-radius: 6px; padding: 6px 10px; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: 12px; }
th, td { padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; white-space: nowrap; }
td.wide { width: 45%; }
.bar { display: block; height: 10px; min-width: 1px; background: var(--bar); border-radius: 2px; }
footer { color: var(--muted); font-size: 12px; text-align: center; }
@media print { body { background: none; padding: 0; } section { break-inside: avoid; } }
</style>
</head>
<body>
<main>
<header>$head</header>
<section><h2>$input_heading</h2>$pictures</section>
<section><h2>$prediction_heading</h2>$prediction</section>
<section><h2>$layers_heading</h2>$table</section>
$sections
<footer>$footer</footer>
</main>
</body>
</html>
"""

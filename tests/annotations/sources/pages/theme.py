"""A page in the theme of a news site, and the paragraphs of its article."""

from collections.abc import Callable

from annotations.sources.document import Loaded

Read = Callable[..., Loaded]

PARAGRAPHS = [
    "PELLIN — Talks on the harbour resumed on Tuesday after a strike of nine days, the ministry of"
    " ports said in the morning.",
    "“We will open the harbour by Friday,” said Minister Oran, who had flown in overnight from the"
    " summit in Lowmark.",
    "The union proposed that crews return on Thursday, provided that wages are paid for the days of"
    " the strike.",
    "Observers from the Narrow Seas Council are expected to sit at the table when the parties meet"
    " again at noon on Wednesday.",
]

THEME = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour talks resume - The Pellin Courier</title>
<meta property="og:site_name" content="The Pellin Courier">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
  {{"@type": "WebSite", "name": "No headline"}},
  {{"@type": "NewsArticle", "headline": "Harbour talks resume", "datePublished": "2031-03-04",
   "author": [{{"@type": "Person", "name": "Ana Verrin"}}, {{"name": "Tomas Oran"}}]}}]}}</script>
<style>p {{ color: red }}</style></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/p">Politics</a></li></ul></nav></header>
<main><article><h1>Harbour talks resume</h1>
<div class="share-bar"><a href="#">Share</a> <a href="#">Tweet</a></div>
<p>{PARAGRAPHS[0].replace("—", "&#8212;")}</p><p>{PARAGRAPHS[1]}</p>
<aside class="related"><h3>Read more</h3>
<ul><li><a href="/1">Ferry prices rise</a></li></ul></aside>
<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>
</article></main>
<div id="respond"><h3>Leave a Reply</h3><form><p>Your email address will not be published.</p>
<input></form></div>
<footer><p>&copy; 2031 The Pellin Courier. All rights reserved.</p></footer></body></html>
"""

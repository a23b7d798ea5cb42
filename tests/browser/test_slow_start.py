"""anywidget's two seconds to start are too few for a slow computer; only anywidget's own call gets more."""

from bare import blank

CALLS = """async () => {
  const anywidgets = (0, eval)("(() => AbortSignal.timeout(2000))\\n//# sourceURL=labextensions/anywidget/static/main.js");
  const signals = [anywidgets(), AbortSignal.timeout(2000), AbortSignal.timeout(1000)];
  await new Promise((done) => setTimeout(done, 2400));
  return signals.map((signal) => signal.aborted);
}"""


def test_only_anywidget_waits_longer(browser):
    page = blank(browser, "question")
    assert page.evaluate(CALLS) == [False, True, True]
    page.context.close()

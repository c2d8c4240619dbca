"""A window with Qt WebEngine, driven through standard input: a line of JSON, [what, argument], in;
a line of JSON with what came of it out. Started by qtwebengine.mjs."""
import json
import sys

from PyQt5.QtCore import QPoint, QSocketNotifier, Qt, QUrl
from PyQt5.QtTest import QTest
from PyQt5.QtWebEngineWidgets import QWebEngineView
from PyQt5.QtWidgets import QApplication


def answer(value=None):
    print(json.dumps(value), flush=True)


def do_open(url):
    asked.append(url)  # answered when it was loaded; the page may load others by itself
    view.load(QUrl(url))


def do_evaluate(expression):
    view.page().runJavaScript(expression, answer)


def do_type(text):
    QTest.keyClicks(view.focusProxy(), text)
    answer()


def do_press(place):
    QTest.mouseClick(view.focusProxy(), Qt.LeftButton, pos=QPoint(*place))
    answer()


def read():
    line = sys.stdin.readline()
    if not line:
        application.quit()
        return
    what, argument = json.loads(line)
    {"open": do_open, "evaluate": do_evaluate, "type": do_type, "press": do_press}[what](argument)


application = QApplication(sys.argv)
view = QWebEngineView()
view.resize(1000, 900)
view.show()
QTest.qWaitForWindowExposed(view)
view.activateWindow()  # there is no window manager to do it
view.setFocus()
asked = []
view.loadFinished.connect(lambda _: asked and asked.pop() and answer())
notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Read)
notifier.activated.connect(read)
sys.exit(application.exec())

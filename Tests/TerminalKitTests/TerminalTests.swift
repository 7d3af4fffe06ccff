import TerminalKit
import TestSupport
import Testing

@Suite("Terminal")
struct TerminalTests {
    @Test(
        "Nothing in a text ends the request or is taken for a part of it",
        arguments: [
            (.copy("а\u{07}б"), "52;c;0LAH0LE="), (.title("№7\u{1B}\\\u{07}\nx"), "2;№7␛\\␇↵x"),
            (.notify("4;1;50\u{9C}"), "9;4,1,50�"),
            (.notifyTitled(title: "a;b", text: "c;\u{202E}d"), "777;notify;a,b;c,·d"),
        ] as [(OSC, String)])
    func requests(osc: OSC, body: String) {
        #expect(osc.sequence == "\u{1B}]\(body)\u{07}")
    }

    @Test("A long text makes a short request")
    func bounds() {
        #expect(OSC.notify(String(repeating: "ж", count: 1_000_000)).sequence.count < 300)
    }

    @Test("Two quick presses on one place are a double press, a third one is not")
    func doublePress() {
        var presses = PressCounter()
        let start = ContinuousClock.now
        let here = Position(row: 3, column: 5)
        let there = Position(row: 3, column: 6)
        let kinds = [(here, 0), (here, 399), (here, 500), (there, 600), (there, 1_000), (there, 1_100)].map {
            presses.kind(ofPressAt: $0.0, time: start + .milliseconds($0.1))
        }
        #expect(kinds == [.press, .doublePress, .press, .press, .press, .doublePress])
    }

    @Test("The terminal in memory keeps what it shows and hands out what it was fed, but not while it is away")
    func memory() {
        let terminal = MemoryTerminal(size: Size(rows: 2, columns: 8))
        var grid = Grid(size: terminal.size)
        grid.write("таксі", row: 0, column: 0, style: .plain)
        terminal.draw(grid)
        terminal.write(raw: .copy("таксі"))
        terminal.resize(to: Size(rows: 1, columns: 4))
        terminal.feed(.key(.enter))
        #expect(terminal.grid == grid && terminal.requests == [.copy("таксі")])
        terminal.suspend()
        #expect(terminal.grid == nil && terminal.drainInput().isEmpty)
        terminal.resume()
        #expect(terminal.drainInput() == [.resized(Size(rows: 1, columns: 4)), .key(.enter)])
        #expect(terminal.drainInput().isEmpty)
    }
}

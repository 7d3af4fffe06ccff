import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@Suite("Mouse")
struct MouseTests {
    static let wide = Size(rows: 40, columns: 120)

    @Test("a press on a tab opens it, also from under a list")
    func tabs() throws {
        var state = UIFixture.state()
        try state.press(on: "2 Створити тікет")
        #expect(state.tab == .create)
        state.press(.control("p"))
        try state.press(on: "3 Сторінка клієнта")
        #expect(state.tab == .customerPage)
        #expect(state.overlays.isEmpty)
    }

    @Test("a press selects a row, and a second one opens it")
    func rows() throws {
        var state = UIFixture.state()
        let id = SampleDesk.rows[2].id
        #expect(try state.press(on: "1017") == [])
        #expect(state.tickets.viewport.selection == id)
        #expect(try state.press(on: "1017", .doublePress).first == .read(.conversation(id)))
        #expect(state.ticket?.id == id)
    }

    @Test("beside a ticket a press on a row shows another one, and a press on what is shown opens it")
    func sideBySide() throws {
        var state = UIFixture.state(size: Self.wide)
        let (first, second) = (SampleDesk.rows[2].id, SampleDesk.rows[1])
        #expect(try state.press(on: "1017") == [.read(.conversation(first))])
        #expect(try state.press(on: "1042") == [.read(.conversation(second.id))])
        _ = state.update(.conversationLoaded(second.id, SampleDesk.conversation))
        #expect(state.ticket == nil)
        #expect(try state.press(on: "Добрий день").first == .read(.conversation(second.id)))
        #expect(state.ticket?.id == second.id)
    }

    @Test("a press on a view shows it, and on a column's heading sorts by it, the second time the other way round")
    func viewsAndColumns() throws {
        var state = UIFixture.state()
        try state.press(on: "Вирішені")
        #expect(state.tickets.query.view == .resolved)
        try state.press(on: "Тема")
        #expect(state.tickets.query.sort == TicketSort(column: .topic, isAscending: true))
        try state.press(on: "Тема▲")
        #expect(state.tickets.query.sort == TicketSort(column: .topic, isAscending: false))
    }

    @Test("the keys of the footer can be pressed")
    func footer() throws {
        var state = UIFixture.state()
        try state.press(on: "Усі дії")
        #expect(state.context == .choices)
    }

    @Test("the dropdown opens at a press, chooses at another, and closes at one beside it")
    func dropdown() throws {
        var state = UIFixture.state()
        state.press(.character("2"))
        try state.press(on: "Оберіть, про що йдеться")
        #expect(state.context == .choices)
        state.press(at: Position(row: 20, column: 2))
        #expect(state.overlays.isEmpty)
        try state.press(on: "Оберіть, про що йдеться")
        try state.press(on: "Звіти")
        #expect(state.create.draft.topic == "reports")
        #expect(state.overlays.isEmpty)
    }

    @Test("a press in a text puts the cursor there")
    func cursor() throws {
        var state = UIFixture.state()
        state.fillInSampleTicket()
        try state.press(on: "тиша")
        state.type("повна ")
        #expect(state.create.draft.text.contains("на лінії 2 повна тиша"))
        try state.press(on: "+380 44")
        state.type("0")
        #expect(state.create.draft.fields.first?.value == "0+380 44 123 45 67")
        #expect(try state.press(on: " Зберегти ").first == .write(.queueTicket(state.create.draft)))
    }

    @Test("a question is answered, and a rating given, by presses")
    func answers() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Прикріпив скріншот.")
        state.press(.control("s"))
        // Beside the question nothing is answered.
        state.press(at: Position(row: 3, column: 3))
        #expect(state.context == .confirm)
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(try state.press(on: "т Так") == [.write(.queueReply(draft))])

        var resolved = SampleDesk.conversation
        resolved.ticket.status = .resolved
        _ = state.update(.replyQueued(draft.id, resolved.ticket.id))
        _ = state.update(.conversationLoaded(resolved.ticket.id, resolved))
        state.press(.character("w"))
        let stars = try #require(state.position(of: "☆"))
        state.press(at: Position(row: stars.row, column: stars.column + 6))
        #expect(state.press(.enter) == [.write(.rate(resolved.ticket.id, Rating(score: 4, comment: "")))])
    }

    @Test("the wheel moves what lies under it")
    func wheel() throws {
        var state = UIFixture.state(size: Self.wide)
        _ = state.update(.windowResized(Size(rows: 16, columns: 120)))
        state.press(.down)
        _ = state.update(.conversationLoaded(SampleDesk.rows[1].id, SampleDesk.conversation))
        let before = try #require(state.preview?.scroll)
        #expect(before > 0)
        _ = state.update(.mouse(MouseEvent(kind: .wheelUp, position: Position(row: 8, column: 90))))
        #expect(try #require(state.preview?.scroll) < before)
        #expect(state.tickets.viewport.selection == SampleDesk.rows[1].id)
        _ = state.update(.mouse(MouseEvent(kind: .wheelDown, position: Position(row: 4, column: 10))))
        #expect(state.tickets.viewport.selection == SampleDesk.rows.last?.id)
        state.press(.character("?"))
        let help = state.overlays
        _ = state.update(.mouse(MouseEvent(kind: .wheelDown, position: Position(row: 4, column: 10))))
        #expect(state.overlays != help)
    }

    @Test("no press anywhere on any screen does harm")
    func everywhere() {
        for size in [Size(rows: 12, columns: 50), Size(rows: 24, columns: 80), Self.wide] {
            var states = [UIFixture.state(size: size)]
            func add(_ change: (inout AppState) -> Void) {
                var state = UIFixture.state(size: size)
                change(&state)
                states.append(state)
            }
            add { $0.openSampleTicket() }
            add { $0.fillInSampleTicket() }
            add { $0.press(.character("3")) }
            add { $0.press(.character("2"), .enter) }
            add { $0.press(.control("p")) }
            for state in states {
                for place in -1...size.rows {
                    var state = state
                    // Over the rows, all columns have their turn.
                    state.press(at: Position(row: place, column: place * 37 % size.columns))
                    #expect(state.view(theme: .fallback).size == size)
                }
            }
        }
    }
}

extension AppState {
    /// Where a text is drawn first.
    func position(of text: String) -> Position? {
        for (row, line) in view(theme: .fallback).lines.enumerated() {
            guard let range = line.range(of: text) else { continue }
            return Position(row: row, column: DisplayWidth.of(line[..<range.lowerBound]))
        }
        return nil
    }

    @discardableResult
    mutating func press(on text: String, _ kind: MouseEvent.Kind = .press) throws -> [Effect] {
        let place = try #require(position(of: text), "\(text) is not on the screen")
        return update(.mouse(MouseEvent(kind: kind, position: place)))
    }

    @discardableResult
    mutating func press(at position: Position) -> [Effect] {
        update(.mouse(MouseEvent(kind: .press, position: position)))
    }
}

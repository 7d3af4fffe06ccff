import HelpdeskCore
import TerminalKit

extension AppState {
    /// A press means what is drawn under it; drawing says what that is, so that the two cannot disagree.
    mutating func mouse(_ event: MouseEvent) -> [Effect] {
        var painter = Painter(state: self, theme: .fallback)
        painter.drawScreen()
        let hit = painter.hitTargets.last { $0.rect.contains(event.position) }
        switch event.kind {
        case .wheelUp: return wheel(.up, over: hit?.target)
        case .wheelDown: return wheel(.down, over: hit?.target)
        case .press, .doublePress:
            notice = nil
            guard let hit else { return pressedOutside() }
            return pressed(hit, event)
        }
    }

    private mutating func pressed(_ hit: HitTarget, _ event: MouseEvent) -> [Effect] {
        let isDouble = event.kind == .doublePress
        switch hit.target {
        case .action(let action): return perform(action)
        case .view(let view): return showView(view)
        case .column(let column): return sort(by: column)
        case .row(let index): return pressedRow(index, isDouble: isDouble)
        case .conversation: return ticket == nil ? openSelected() : []
        case .reply: moveReplyCursor(to: event.position, in: hit.rect)
        case .field(.save): return perform(.send)
        case .field(.service):
            create.focus = .service
            openServiceList()
        case .field(.topic):
            create.focus = .topic
            openTopicList()
        case .field(let focus):
            create.focus = focus
            moveCreateCursor(to: event.position, in: hit.rect)
        case .choice(let id):
            guard case .choices(var list) = overlays.last else { return [] }
            list.viewport.select(id)
            replaceTop(with: .choices(list))
            return isDouble || list.purpose.isOfForm ? perform(.choose) : showCandidate(of: list)
        case .entry(let name):
            guard case .browser(var browser) = overlays.last else { return [] }
            browser.move { $0.select(name) }
            replaceTop(with: .browser(browser))
            return isDouble ? perform(.choose) : []
        case .transfer(let id):
            guard case .transfers(var list) = overlays.last else { return [] }
            list.viewport.select(id)
            replaceTop(with: .transfers(list))
        case .score(let score):
            guard case .rating(var rating) = overlays.last else { return [] }
            rating.score = score
            replaceTop(with: .rating(rating))
        case .recommendation, .window: break
        }
        return []
    }

    /// A press beside a list or a text to read closes it; what is being answered stays.
    private mutating func pressedOutside() -> [Effect] {
        switch overlays.last {
        case .choices, .help, .preview, .transfers: perform(.back)
        case .path, .browser, .confirm, .rating, .shiftNote, .cannedName, .cannedText, .severalReply, .why, nil: []
        }
    }

    private mutating func pressedRow(_ index: Int, isDouble: Bool) -> [Effect] {
        tickets.viewport.select(index: index)
        if isDouble || ticket != nil { return openSelected() }
        return previewEffects()
    }

    /// Rows that one notch of the wheel moves.
    private static let notch = 3

    private mutating func wheel(_ action: Action, over target: MouseTarget?) -> [Effect] {
        let step = action == .up ? -Self.notch : Self.notch
        switch target {
        case .conversation where ticket == nil:
            let scroll = min(max(0, (preview?.scroll ?? 0) + step), lastTicketScroll)
            preview?.scroll = scroll
        case .conversation:
            ticket?.scroll += step
            clampTicketScroll()
        case .reply:
            let columns = replyColumns
            ticket?.reply?.editor.moveVertically(by: step, columns: columns)
        case .field(.text):
            let columns = createTextColumns
            create.text.moveVertically(by: step, columns: columns)
        case .recommendation:
            create.recommendationScroll = max(0, create.recommendationScroll + action.step)
        case .row where overlays.isEmpty:
            return (0..<Self.notch).flatMap { _ in performOnList(action) }
        case .action, .view, .column, .row, .field, .choice, .entry, .transfer, .score, .window, nil:
            // In the form the arrows go from field to field, which the wheel does not.
            guard !overlays.isEmpty || tab == .customerPage else { return [] }
            return (0..<Self.notch).flatMap { _ in perform(action) }
        }
        return []
    }

    private mutating func moveReplyCursor(to position: Position, in rect: Rect) {
        guard let place = ticket?.reply?.editor.place(at: position, in: rect) else { return }
        ticket?.reply?.editor.moveCursor(to: place)
    }

    private mutating func moveCreateCursor(to position: Position, in rect: Rect) {
        _ = editCreate { editor in editor.moveCursor(to: editor.place(at: position, in: rect)) }
    }
}

extension Action {
    fileprivate var step: Int { self == .up ? -1 : 1 }
}

extension TextEditor {
    /// The place in the text that is drawn at a position of the field `rect`.
    fileprivate func place(at position: Position, in rect: Rect) -> Cursor {
        layout(columns: rect.columns, rows: rect.rows)
            .cursor(row: position.row - rect.row, column: position.column - rect.column)
    }
}

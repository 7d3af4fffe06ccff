import TerminalKit

extension AppState {
    mutating func mouse(_ event: MouseEvent) -> [Effect] {
        switch event.kind {
        case .wheelUp: return wheel(.up)
        case .wheelDown: return wheel(.down)
        case .press, .doublePress:
            if let hit = tabRects.first(where: { $0.rect.contains(event.position) }) {
                notice = nil
                return perform([.showTickets, .showCreate, .showCustomerPage][hit.tab.rawValue])
            }
            guard overlays.isEmpty else { return [] }
            if tab == .tickets, ticket == nil { return clickOnList(event) }
            if tab == .create, createLayout.topic.contains(event.position) { openTopicList() }
            return []
        }
    }

    private mutating func wheel(_ action: Action) -> [Effect] {
        (0..<3).flatMap { _ in perform(action) }
    }

    private mutating func clickOnList(_ event: MouseEvent) -> [Effect] {
        let visible = tickets.viewport.visible(rows: listRows)
        let index = visible.lowerBound + event.position.row - bodyRect.row - 2
        guard event.position.row >= bodyRect.row + 2, visible.contains(index) else { return [] }
        tickets.viewport.select(index: index)
        return event.kind == .doublePress ? openSelected() : []
    }
}

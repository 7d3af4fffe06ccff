import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    /// Where each tab's label stands in the first row.
    var tabRects: [(tab: Tab, rect: Rect)] {
        var column = 1
        return Tab.allCases.map { tab in
            let columns = DisplayWidth.of(label(of: tab)) + 2
            defer { column += columns + 1 }
            return (tab, Rect(row: 0, column: column, rows: 1, columns: columns))
        }
    }

    func label(of tab: Tab) -> String {
        let name =
            switch tab {
            case .tickets: strings[.tabTickets]
            case .create: strings[.tabCreate]
            case .customerPage: strings[.tabCustomerPage]
            }
        return "\(tab.rawValue + 1) \(name)"
    }
}

extension Painter {
    /// Tabs can be pressed whatever lies over them.
    mutating func addTabTargets() {
        for (tab, rect) in state.tabRects { addHitTarget(rect, .action(tab.action)) }
    }

    mutating func drawTabs() {
        grid.fill(Rect(row: 0, column: 0, rows: 1, columns: state.size.columns), style: theme["tab"])
        var end = 0
        for (tab, rect) in state.tabRects {
            let role: Role = tab == state.tab ? "tab.active" : "tab"
            grid.fill(rect, style: theme[role])
            write(state.label(of: tab), row: 0, column: rect.column + 1, role)
            end = rect.maxColumn
        }
        let desk = state.desk.me?.service?.name ?? state.desk.desk?.name ?? "Cabdesk"
        let name = Sanitizer.visible(state.profiles.names.count > 1 ? "\(desk) · \(state.profiles.current)" : desk)
        let room = state.size.columns - end - 2
        if room > 4 { writeRight(name.truncated(to: room), row: 0, maxColumn: state.size.columns - 1, "tab") }
    }
}

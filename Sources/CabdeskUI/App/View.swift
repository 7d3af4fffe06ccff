public import TerminalKit

extension AppState {
    /// The whole screen for this state. Pure: the same state and theme always give the same grid.
    public func view(theme: Theme, bindings: BindingTable = .standard) -> Grid {
        var painter = Painter(state: self, theme: theme, bindings: bindings)
        painter.drawScreen()
        return painter.grid
    }
}

extension Painter {
    mutating func drawScreen() {
        if state.isTooSmall {
            drawTooSmall()
            return
        }
        drawTabs()
        switch state.tab {
        case .tickets: state.ticket == nil ? drawTicketList() : drawTicket()
        case .create: drawCreate()
        case .customerPage: drawCustomerPage()
        }
        for overlay in state.overlays { draw(overlay) }
        drawStatus()
        drawFooter()
    }

    private mutating func draw(_ overlay: Overlay) {
        grid.cursor = nil
        switch overlay {
        case .help(let scroll): drawHelp(scroll: scroll)
        case .topics(let list): drawTopicList(list)
        case .files(let list): drawFileList(list)
        case .path(let path): drawPath(path)
        }
    }

    private mutating func drawTooSmall() {
        let smallest = AppState.smallestSize
        let text = strings[.windowTooSmall(columns: smallest.columns, rows: smallest.rows)]
        write(TextWrap.lines(text, columns: max(1, state.size.columns)), in: Rect(state.size))
    }
}

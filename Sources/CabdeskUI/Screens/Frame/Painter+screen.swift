public import TerminalKit

extension AppState {
    /// The whole screen for this state. Pure: the same state and theme always give the same grid.
    public func view(theme: Theme) -> Grid {
        var painter = Painter(state: self, theme: theme)
        painter.drawScreen()
        return painter.grid
    }

    /// The same, with rows of the list that are as they were in the picture before, which this one's replace.
    func view(theme: Theme, reusing paintedRows: inout PaintedRows) -> Grid {
        var painter = Painter(state: self, theme: theme, reusing: paintedRows)
        paintedRows = PaintedRows()
        painter.drawScreen()
        paintedRows = painter.paintedRows
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
        case .tickets: drawTickets()
        case .create: drawCreate()
        case .customerPage: drawCustomerPage()
        }
        for overlay in state.overlays {
            // Nothing below an overlay takes presses.
            hitTargets.removeAll()
            draw(overlay)
        }
        addTabTargets()
        drawStatus()
        drawFooter()
    }

    private mutating func draw(_ overlay: Overlay) {
        grid.cursor = nil
        // A picture lies over all cells, so what is above it shows without it.
        grid.picture = nil
        switch overlay {
        case .help(let help): drawHelp(help)
        case .choices(let list): drawChoices(list)
        case .path(let path): drawPath(path)
        case .browser(let browser): drawBrowser(browser)
        case .confirm(let confirmation): drawConfirmation(confirmation)
        case .rating(let rating): drawRating(rating)
        case .preview(let preview): drawPreview(preview)
        case .transfers(let list): drawTransfers(list)
        case .shiftNote(let editor): drawShiftNote(editor)
        case .cannedName(let name): drawCannedName(name)
        case .cannedText(let edit): drawCannedText(edit)
        case .severalReply: drawSeveralReply()
        case .why(let why): drawWhy(why)
        }
    }

    /// The list and a ticket, side by side where there is room, else the one that has the keys.
    private mutating func drawTickets() {
        if state.isWide || state.ticket == nil { drawTicketList() }
        if state.isWide {
            let body = state.bodyRect
            let column = state.listRect.columns
            for row in body.row..<body.maxRow { write("│", row: row, column: column, "border") }
        }
        if state.shownTicket != nil { drawTicket() }
    }

    private mutating func drawTooSmall() {
        let smallest = AppState.smallestSize
        let text = strings[.windowTooSmall(columns: smallest.columns, rows: smallest.rows)]
        write(TextWrap.lines(text, columns: max(1, state.size.columns)), in: Rect(state.size))
    }
}

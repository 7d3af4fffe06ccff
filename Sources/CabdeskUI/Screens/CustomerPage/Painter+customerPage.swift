import HelpdeskModels
import TerminalKit

extension Painter {
    mutating func drawCustomerPage() {
        if let linking = state.shownLinking {
            drawLinking(linking)
            return
        }
        let rect = state.bodyRect
        let lines = state.customerPageLines
        let last = max(0, lines.count - rect.rows)
        let scroll = min(state.customerPage.scroll, last)
        for (offset, line) in lines.dropFirst(scroll).prefix(rect.rows).enumerated() {
            let row = rect.row + offset
            let room = rect.columns - line.indent - 1
            let used = write(line.text, row: row, column: line.indent, columns: room, line.role)
            if !line.detail.isEmpty {
                write(line.detail, row: row, column: line.indent + used + 2, columns: room - used - 2, "text.dim")
            }
            if let code = line.code { writeRight(code, row: row, maxColumn: rect.maxColumn - 2, "qr") }
        }
        if last > 0 {
            let knob = rect.row + scroll * max(0, rect.rows - 1) / last
            write("▐", row: min(knob, rect.maxRow - 1), column: rect.maxColumn - 1, "border")
        }
    }
}

extension Painter {
    /// The one-time code in place of the page: what to do at the left, the QR code at the right if it fits whole.
    mutating func drawLinking(_ linking: LinkingState) {
        let rect = state.bodyRect
        let minutes = state.minutesLeft(linking.offer)
        let code = minutes == nil ? [] : linking.offer.flatMap { QRCode($0.link)?.lines } ?? []
        let codeColumns = code.first?.count ?? 0
        let textColumns = rect.columns - codeColumns - 3
        // Cut off, it could not be read.
        let fits = !code.isEmpty && code.count <= rect.rows && textColumns >= 32
        let columns = fits ? textColumns - 2 : rect.columns - 4
        if fits {
            for (offset, line) in code.enumerated() {
                writeRight(line, row: rect.row + offset, maxColumn: rect.maxColumn - 1, "qr")
            }
        }
        var row = rect.row
        for (text, role) in linkingLines(linking, minutes: minutes, fits: fits) {
            for line in TextWrap.lines(text, columns: columns) {
                guard row < rect.maxRow else { return }
                write(String(line), row: row, column: 2, columns: columns, role)
                row += 1
            }
        }
    }

    private func linkingLines(
        _ linking: LinkingState, minutes: Int?, fits: Bool
    ) -> [(text: String, role: Role)] {
        func text(_ phrase: TelegramPhrase) -> String { strings[.telegram(phrase)] }
        var lines: [(String, Role)] = [(text(.codeTitle), "title")]
        guard let offer = linking.offer else { return lines + [(text(.codeAsked), "text.dim")] }
        guard let minutes else { return lines + [(text(.codeExpired), "banner.warning")] }
        lines += [(text(.codeScan), "text"), (offer.link, "link")]
        if !fits { lines.append((text(.codeTooBig), "text.dim")) }
        lines += [
            ("", "text"), (text(.codePaste), "text"), (offer.command, "text.strong"), ("", "text"),
            (text(.codeConfirm), "text"), ("", "text"),
            (text(.codeWaiting(minutes: minutes, until: offer.expires)), "banner.info"), ("", "text"),
            (text(.codeKept), "text.dim"),
        ]
        return lines
    }
}

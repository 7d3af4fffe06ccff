import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Painter {
    mutating func drawPath(_ path: PathState) {
        let shown = min(path.candidates.count, max(0, min(8, overlayRect.rows - 5)))
        let (_, bottom) = overlayRect.split(bottom: shown + 4)
        let inside = window(bottom, title: strings[.saveTitle(Sanitizer.visible(path.attachment.name))])
        write(strings[.saveHint], row: inside.row, column: inside.column + 1, columns: inside.columns - 2, "text.dim")
        let field = Rect(row: inside.row + 1, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
        write(path.editor, in: field, hasFocus: true)
        for (offset, name) in path.candidates.prefix(shown).enumerated() {
            write(
                Sanitizer.visible(name), row: inside.row + 2 + offset, column: inside.column + 2,
                columns: inside.columns - 4, name.hasSuffix("/") ? "text.strong" : "dialog")
        }
    }

    mutating func drawConfirmation(_ confirmation: Confirmation) {
        let columns = overlayRect.columns - 6
        let lines = TextWrap.lines(Sanitizer.visible(state.sentence(of: confirmation)), columns: columns)
        let inside = window(overlayRect.split(bottom: lines.count + 3).bottom, title: strings[.questionTitle])
        let place = Rect(row: inside.row, column: inside.column + 1, rows: lines.count, columns: columns)
        write(lines, in: place, "dialog")
        var column = inside.column + 1
        for binding in bindings.bindings where binding.context == .confirm && binding.action != .choose {
            guard let key = bindings.keys(of: binding, language: state.language).first else { continue }
            let isMarked = binding.action == confirmation.marked
            let row = inside.maxRow - 1
            if isMarked { column += write("[", row: row, column: column, "text.strong") }
            column += writeButton(binding, key: key, row: row, column: column, isMarked ? "text.strong" : "dialog")
            if isMarked {
                column += write("]", row: row, column: column, "text.strong")
                let enter = bindings.notation(for: .choose, in: .confirm) ?? ""
                column += write(enter, row: row, column: column + 1, "footer.key") + 1
            }
            column += 3
        }
    }

    mutating func drawRating(_ rating: RatingState) {
        let inside = window(overlayRect.split(bottom: 5).bottom, title: strings[.ratingTitle])
        write(strings[.ratingHint], row: inside.row, column: inside.column + 1, columns: inside.columns - 2, "dialog")
        for (offset, score) in Rating.range.enumerated() {
            let place = Rect(row: inside.row + 1, column: inside.column + 1 + offset * 2, rows: 1, columns: 2)
            write(score <= (rating.score ?? 0) ? "★" : "☆", row: place.row, column: place.column, "rating")
            addHitTarget(place, .score(score))
        }
        if rating.score != nil {
            let field = Rect(row: inside.row + 2, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
            write(rating.comment, in: field, hasFocus: true, placeholder: strings[.ratingComment])
        }
    }

    mutating func drawWhy(_ why: WhyState) {
        let inside = window(overlayRect.split(bottom: 4).bottom, title: strings[.whyTitle(why.kind)])
        write(strings[.whyHint], row: inside.row, column: inside.column + 1, columns: inside.columns - 2, "text.dim")
        let field = Rect(row: inside.row + 1, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
        write(why.text, in: field, hasFocus: true)
    }

    mutating func drawPreview(_ preview: PreviewState) {
        let inside = window(overlayRect, title: Sanitizer.visible(preview.name), "panel")
        if let picture = preview.picture { drawPicture(picture, name: preview.name, in: inside) }
        for (offset, line) in preview.lines.dropFirst(preview.scroll).prefix(inside.rows).enumerated() {
            write(line, row: inside.row + offset, column: inside.column + 1, columns: inside.columns - 2, "panel")
        }
    }

    mutating func drawBrowser(_ browser: BrowserState) {
        let inside = window(overlayRect, title: strings[.attachTitle])
        let path = Sanitizer.visible(browser.listing.path)
        let marked =
            browser.awaited != nil
            ? strings[.listLoading] : browser.marked.isEmpty ? "" : strings[.markedCount(browser.marked.count)]
        let room = inside.columns - DisplayWidth.of(marked) - 4
        write(path.truncated(to: room), row: inside.row, column: inside.column + 1, "text.strong")
        writeRight(marked, row: inside.row, maxColumn: inside.maxColumn - 1, "draft")
        let field = Rect(row: inside.row + 1, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
        write(browser.input, in: field, hasFocus: true, placeholder: strings[.attachHint])
        let area = inside.split(top: 2).rest
        let limit = state.limits.attachmentSize
        for (offset, index) in browser.viewport.visible(rows: area.rows).enumerated() {
            guard let entry = browser.viewport.ids[safe: index].flatMap(browser.entry) else { continue }
            let row = area.row + offset
            draw(entry, of: browser, limit: limit, row: row, area)
            addHitTarget(Rect(row: row, column: area.column, rows: 1, columns: area.columns), .entry(entry.name))
        }
        if browser.viewport.ids.isEmpty, let reason = reasonEmpty(browser) {
            let lines = TextWrap.lines(strings[reason], columns: area.columns - 2)
            let place = Rect(row: area.row, column: area.column + 1, rows: area.rows, columns: area.columns - 2)
            write(lines, in: place, "text.dim")
        }
    }

    /// Why the browser shows no file.
    private func reasonEmpty(_ browser: BrowserState) -> Phrase? {
        if browser.isPath || browser.listing.path.isEmpty { return nil }
        if !browser.listing.isReadable { return .folderUnreadable }
        if browser.listing.entries.isEmpty { return .emptyFolder }
        if !browser.input.isEmpty { return .nothingNamed(Sanitizer.visible(browser.input.text)) }
        return .onlyHiddenFiles(key: bindings.notation(for: .toggleHidden, in: .browser) ?? "")
    }

    private mutating func draw(
        _ entry: FolderListing.Entry, of browser: BrowserState, limit: Int64, row: Int, _ area: Rect
    ) {
        let isSelected = entry.name == browser.viewport.selection
        let isTooLarge = (entry.size ?? 0) > limit
        let role: Role = isSelected ? "row.selected" : (entry.isFolder ? "text.strong" : "dialog")
        grid.fill(Rect(row: row, column: area.column, rows: 1, columns: area.columns), style: theme[role])
        let mark = browser.marked.contains(browser.path(of: entry)) ? "✓ " : "  "
        let size = entry.isFolder ? "" : entry.size.map { strings.size($0) } ?? ""
        let modified = entry.modified.map { strings.dateTime($0) } ?? ""
        let detail = "\(size.padded(to: 9, alignment: .trailing))  \(modified)"
        let name = Sanitizer.visible(entry.name) + (entry.isFolder ? "/" : "")
        write("\(mark)\(name)".truncated(to: area.columns - 31), row: row, column: area.column + 1, role)
        // A file over the limit is marked before anybody attaches it.
        writeRight(detail, row: row, maxColumn: area.maxColumn - 1, isTooLarge ? "banner.error" : role)
    }
}

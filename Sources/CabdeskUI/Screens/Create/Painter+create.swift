import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Painter {
    mutating func drawCreate() {
        let layout = state.createLayout
        drawService(layout)
        drawTopic(layout)
        drawRecommendation(layout.recommendation)
        drawFields(layout)
        drawText(layout)
        drawFiles(layout)
        drawSubject(layout)
        drawSave(layout)
    }

    private mutating func label(_ text: String, row: Int, _ layout: CreateLayout, isRequired: Bool, field: String) {
        let isWrong = state.create.violations.contains { $0.field == field }
        let used = write(
            text.truncated(to: layout.labelColumns - 1), row: row, column: 1, isWrong ? "field.required" : "field.label"
        )
        if isRequired { write("*", row: row, column: used + 2, "field.required") }
    }

    private mutating func drawService(_ layout: CreateLayout) {
        guard let rect = layout.service, let hint = layout.serviceHint else { return }
        label(strings[.serviceLabel], row: rect.row, layout, isRequired: true, field: "service")
        drawDropdown(
            rect, .service, value: state.createService?.name, placeholder: strings[.servicePlaceholder])
        write(strings[.serviceHint], row: hint.row, column: hint.column, columns: hint.columns, "text.dim")
    }

    private mutating func drawTopic(_ layout: CreateLayout) {
        label(strings[.topicLabel], row: layout.topic.row, layout, isRequired: true, field: "topic")
        drawDropdown(
            layout.topic, .topic, value: state.createTopic?.title[state.language],
            placeholder: strings[.topicPlaceholder])
    }

    private mutating func drawDropdown(_ rect: Rect, _ focus: CreateFocus, value: String?, placeholder: String) {
        addHitTarget(rect, .field(focus))
        let role: Role = hasFocus(focus) ? "field.active" : "field"
        grid.fill(rect, style: theme[role])
        write(
            (value.map { Sanitizer.visible($0) } ?? placeholder).truncated(to: rect.columns - 3), row: rect.row,
            column: rect.column, value == nil ? "placeholder" : role)
        write("▾", row: rect.row, column: rect.maxColumn - 2, role)
    }

    private mutating func drawRecommendation(_ rect: Rect) {
        guard rect.rows > 2 else { return }
        let inside = window(rect, title: strings[.recommendationTitle], "panel")
        addHitTarget(rect, .recommendation)
        let lines = state.recommendationLines(columns: inside.columns - 2)
        let role: Role = state.createTopic == nil ? "placeholder" : "panel"
        let last = max(0, lines.count - inside.rows)
        let first = min(state.create.recommendationScroll, last)
        for (offset, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
            let place = Rect(row: inside.row + offset, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
            write(line.text, row: place.row, column: place.column, role)
            for range in line.strong {
                let start = place.column + DisplayWidth.of(String(line.text.prefix(range.lowerBound)))
                let columns = DisplayWidth.of(String(line.text.prefix(range.upperBound).dropFirst(range.lowerBound)))
                let strong = theme["text.strong"]
                grid.restyle(Rect(row: place.row, column: start, rows: 1, columns: columns)) {
                    $0.merging(strong)
                }
            }
        }
        if first < last {
            let key = state.context == .create ? bindings.notation(for: .pageDown, in: .create) : nil
            writeRight(
                " ▾ \(strings[.linesBelow(last - first, key: key)]) ", row: rect.maxRow - 1,
                maxColumn: rect.maxColumn - 2,
                "panel.title")
        }
        if first > 0 { write("▴", row: rect.row, column: rect.maxColumn - 3, "panel.title") }
    }

    private mutating func drawFields(_ layout: CreateLayout) {
        guard let topic = state.createTopic else { return }
        for (index, (field, rect)) in zip(topic.fields, layout.fields).enumerated() where rect.rows > 0 {
            let name = Sanitizer.visible(field.label[state.language])
            label(name, row: rect.row, layout, isRequired: field.isRequired, field: "fields.\(field.key)")
            addHitTarget(rect, .field(.field(index)))
            write(
                state.create.fields[field.key] ?? TextEditor("", singleLine: true), in: rect,
                hasFocus: hasFocus(.field(index)),
                placeholder: Sanitizer.visible(field.hint?[state.language] ?? ""))
        }
    }

    private mutating func drawText(_ layout: CreateLayout) {
        let hasFocus = hasFocus(.text)
        let editor = layout.textInside
        if layout.text.rows >= CreateLayout.framedRows {
            _ = window(layout.text, title: strings[.textTitle], "field")
            if state.create.violations.contains(where: { $0.field == "text" }) {
                grid.box(layout.text, style: theme["field.required"], title: strings[.textTitle])
            }
        }
        addHitTarget(editor, .field(.text))
        write(state.create.text, in: editor, hasFocus: hasFocus, placeholder: strings[.textPlaceholder])
    }

    private mutating func drawSubject(_ layout: CreateLayout) {
        label(strings[.subjectLabel], row: layout.subject.row, layout, isRequired: false, field: "subject")
        addHitTarget(layout.subject, .field(.subject))
        let fromText = state.create.draft.effectiveSubject(limits: state.limits)
        write(
            state.create.subject, in: layout.subject, hasFocus: hasFocus(.subject),
            placeholder: fromText.isEmpty ? strings[.subjectPlaceholder] : Sanitizer.visible(fromText))
    }

    private mutating func drawFiles(_ layout: CreateLayout) {
        let files = state.create.draft.files
        let arriving = state.arrivingTexts(in: state.create.draft.id)
        label(strings[.filesLabel], row: layout.files.row, layout, isRequired: false, field: "attachments")
        let column = layout.labelColumns + 2
        if files.isEmpty, arriving.isEmpty {
            let columns = layout.files.maxColumn - column - 1
            grid.fill(Rect(row: layout.files.row, column: column, rows: 1, columns: columns), style: theme["field"])
            write(
                strings[.filesHint(bindings.notation(for: .attach, in: .createText) ?? "")],
                row: layout.files.row, column: column, columns: columns, "placeholder")
            addHitTarget(layout.files, .action(.attach))
            return
        }
        let coming = arriving.suffix(layout.files.rows)
        for (offset, text) in coming.enumerated() {
            write(
                "▫ \(text)", row: layout.files.maxRow - coming.count + offset, column: column,
                columns: layout.files.maxColumn - column - 1, "attachment")
        }
        // The newest files are the ones that one looks for.
        let shown = zip(files, files.map(\.name).toldApart()).suffix(layout.files.rows - coming.count)
        for (offset, (file, name)) in shown.enumerated() {
            let more = offset == 0 && files.count > shown.count ? "  (+\(files.count - shown.count))" : ""
            let size = strings.size(file.size) + more
            let room = layout.files.maxColumn - column - DisplayWidth.of(size) - 6
            write(
                "▪ \(Sanitizer.visible(name).truncated(to: room))  \(size)", row: layout.files.row + offset,
                column: column, "attachment")
        }
    }

    private mutating func drawSave(_ layout: CreateLayout) {
        let label = " \(strings[.saveButton]) "
        let role: Role = state.create.focus == .save ? "button.active" : "button"
        let columns = write(label, row: layout.save.row, column: layout.labelColumns + 2, role)
        addHitTarget(
            Rect(row: layout.save.row, column: layout.labelColumns + 2, rows: 1, columns: columns), .field(.save))
        if state.create.focus == .save { grid.cursor = nil }
        let key = bindings.notation(for: .send, in: .createText) ?? ""
        var column = layout.labelColumns + 3 + DisplayWidth.of(label)
        column += write(key, row: layout.save.row, column: column, "footer.key") + 1
        column += write(strings[.saveSends], row: layout.save.row, column: column, "text.dim") + 3
        drawSimilar(row: layout.save.row, column: column, columns: layout.save.maxColumn - column - 1)
    }

    /// The ticket that is most like what is being written, so that nobody files the same twice.
    private mutating func drawSimilar(row: Int, column: Int, columns: Int) {
        guard let similar = state.create.similar.first, columns > 20 else { return }
        let key = bindings.notation(for: .openSimilar, in: .createText) ?? ""
        let number = similar.number.map { "№ \($0) " } ?? ""
        let text = "\(key) \(strings[.similarTitle]) \(number)\(Sanitizer.visible(similar.subject))"
        let used = write(text.truncated(to: columns), row: row, column: column, "text.dim")
        addHitTarget(Rect(row: row, column: column, rows: 1, columns: used), .action(.openSimilar))
    }

    private func hasFocus(_ focus: CreateFocus) -> Bool {
        state.create.focus == focus && state.overlays.isEmpty
    }
}

import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    mutating func perform(_ action: Action, on overlay: Overlay) -> [Effect] {
        if action == .back { return leave(overlay) }
        switch overlay {
        case .help(var help):
            help.scroll = scrolled(help.scroll, action, page: bodyRect.rows - 4, last: lastHelpScroll(help))
            replaceTop(with: .help(help))
        case .preview(var preview):
            let last = max(0, preview.lines.count - bodyRect.rows + 2)
            preview.scroll = scrolled(preview.scroll, action, page: bodyRect.rows - 4, last: last)
            replaceTop(with: .preview(preview))
        case .choices(let list): return perform(action, on: list)
        case .transfers(let list): return perform(action, on: list)
        case .browser(let browser): return perform(action, on: browser)
        case .confirm(let confirmation): return answer(confirmation, action)
        case .rating(let rating): return perform(action, on: rating)
        case .shiftNote(let editor): return action == .send ? sendShiftNote(editor) : []
        case .cannedName(let name): return action == .choose ? keepCannedReply(name) : []
        case .cannedText(let edit): return performOnCannedText(action, edit)
        case .severalReply: return performOnSeveralReply(action)
        case .why(let why): return action == .choose ? change(why) : []
        case .path(let path):
            if action == .complete { return [.files(.look(.completion(path.editor.text)))] }
            if action == .choose { return accept(path) }
        }
        return []
    }

    private mutating func leave(_ overlay: Overlay) -> [Effect] {
        // A search is cleared first.
        if case .browser(var browser) = overlay, !browser.input.isEmpty {
            browser.input = TextEditor("", singleLine: true)
            browser.narrow()
            replaceTop(with: .browser(browser))
            return []
        }
        if case .help(var help) = overlay, !help.filter.isEmpty {
            help.filter = TextEditor("", singleLine: true)
            replaceTop(with: .help(help))
            return []
        }
        if case .shiftNote(let editor) = overlay { shiftNoteDraft = editor }
        if case .cannedText(let edit) = overlay { leave(edit) }
        if overlay == .severalReply { leaveSeveralReply() }
        let kept = keepWhy()
        overlays.removeLast()
        // The theme that was shown for a moment makes way for the one before.
        if case .choices(let list) = overlay, list.purpose == .theme {
            return [.files(.look(.theme(preferences.theme)))]
        }
        return kept
    }

    private mutating func accept(_ path: PathState) -> [Effect] {
        guard !path.editor.text.allSatisfy(\.isWhitespace) else { return [] }
        overlays.removeLast()
        return receive(.save(path.attachment, directory: path.editor.text))
    }

    mutating func typed(_ key: Key, on overlay: Overlay) -> [Effect] {
        let columns = max(1, size.columns - 4)
        return edit(overlay) { $0.handle(key, columns: columns) }
    }

    mutating func pasted(_ text: String, on overlay: Overlay) -> [Effect] {
        let keepsLines = [.shiftNote, .severalReply, .cannedText].contains(overlay.context)
        return edit(overlay) {
            $0.insert(keepsLines ? text : text.split(whereSeparator: \.isNewline).joined(separator: " "))
            return true
        }
    }

    private mutating func edit(_ overlay: Overlay, _ edit: (inout TextEditor) -> Bool) -> [Effect] {
        switch overlay {
        case .choices(var list):
            guard list.purpose != .attachment, list.edit(edit) else { return [] }
            replaceTop(with: .choices(list))
            return showCandidate(of: list)
        case .path(var path):
            guard edit(&path.editor) else { return [] }
            path.candidates = []
            replaceTop(with: .path(path))
        case .browser(var browser):
            guard edit(&browser.input) else { return [] }
            browser.narrow()
            replaceTop(with: .browser(browser))
        case .rating(var rating):
            guard rating.score != nil, edit(&rating.comment) else { return [] }
            replaceTop(with: .rating(rating))
        case .help(var help):
            guard edit(&help.filter) else { return [] }
            help.scroll = 0
            replaceTop(with: .help(help))
        case .shiftNote(var editor):
            guard edit(&editor) else { return [] }
            replaceTop(with: .shiftNote(editor))
        case .cannedName(var name):
            guard edit(&name.editor) else { return [] }
            replaceTop(with: .cannedName(name))
        case .cannedText(var canned):
            guard edit(&canned.editor) else { return [] }
            replaceTop(with: .cannedText(canned))
        case .severalReply: if !severalReply.isSending { _ = edit(&severalReply.editor) }
        case .why(var why):
            guard edit(&why.text) else { return [] }
            replaceTop(with: .why(why))
        case .confirm, .preview, .transfers: break
        }
        return []
    }

    mutating func completePath(_ completion: PathCompletion) {
        switch overlays.last {
        case .path(var path) where path.editor.text == completion.typed:
            path.editor = TextEditor(completion.completed, singleLine: true)
            path.candidates = completion.candidates
            replaceTop(with: .path(path))
        case .browser(var browser) where browser.input.text == completion.typed:
            browser.input = TextEditor(completion.completed, singleLine: true)
            replaceTop(with: .browser(browser))
        // A late answer: the text has changed, or its window is closed.
        case .help, .choices, .path, .browser, .confirm, .rating, .preview, .transfers, .shiftNote,
            .cannedName, .cannedText, .severalReply, .why, nil:
            break
        }
    }

    mutating func replaceTop(with overlay: Overlay) {
        overlays[overlays.count - 1] = overlay
    }

    /// Where a moving action scrolls to, within 0 and `last`.
    func scrolled(_ scroll: Int, _ action: Action, page: Int, last: Int) -> Int {
        let target =
            switch action {
            case .up: scroll - 1
            case .down: scroll + 1
            case .pageUp: scroll - max(1, page)
            case .pageDown: scroll + max(1, page)
            case .first: 0
            case .last: last
            // No other action moves.
            default: scroll
            }
        return min(max(0, target), max(0, last))
    }
}

extension ListViewport {
    /// Moves the selection as the action says; other actions leave it.
    mutating func move(_ action: Action, page rows: Int = 8) {
        switch action {
        case .up: moveSelection(by: -1)
        case .down: moveSelection(by: 1)
        case .pageUp: page(-1, rows: rows)
        case .pageDown: page(1, rows: rows)
        case .first: moveToFirst()
        case .last: moveToLast()
        // No other action moves.
        default: break
        }
    }
}

import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    mutating func perform(_ action: Action, on overlay: Overlay) -> [Effect] {
        if action == .back {
            overlays.removeLast()
            return []
        }
        switch overlay {
        case .help(let scroll):
            replaceTop(with: .help(scroll: scrolled(scroll, action, page: bodyRect.rows - 4, last: lastHelpScroll)))
        case .topics(var list):
            if action == .choose {
                overlays.removeLast()
                return list.viewport.selection.map { chooseTopic($0) } ?? []
            }
            move(&list.viewport, action)
            replaceTop(with: .topics(list))
        case .files(var list):
            if action == .choose {
                guard let file = list.selected else { return [] }
                replaceTop(with: .path(PathState(purpose: .save(file), text: downloadDirectory)))
                return []
            }
            move(&list.viewport, action)
            replaceTop(with: .files(list))
        case .path(let path):
            if action == .complete { return [.completePath(path.editor.text)] }
            if action == .choose { return accept(path) }
        }
        return []
    }

    private mutating func accept(_ path: PathState) -> [Effect] {
        let text = path.editor.text
        guard !text.allSatisfy(\.isWhitespace) else { return [] }
        overlays.removeLast()
        switch path.purpose {
        case .attach(let draft):
            return [.attach(path: text, draft: draft)]
        case .save(let attachment):
            notice = .done(.savingAttachment(attachment.name))
            return [.saveAttachment(attachment, directory: text)]
        }
    }

    mutating func typed(_ key: Key, on overlay: Overlay) -> [Effect] {
        let columns = size.columns
        return edit(overlay) { $0.handle(key, columns: columns) }
    }

    mutating func pasted(_ text: String, on overlay: Overlay) -> [Effect] {
        edit(overlay) {
            $0.insert(text.filter { !$0.isNewline })
            return true
        }
    }

    private mutating func edit(_ overlay: Overlay, _ edit: (inout TextEditor) -> Bool) -> [Effect] {
        switch overlay {
        case .topics(var list):
            guard edit(&list.filter) else { return [] }
            list.viewport.update(ids: topics(matching: list.filter.text).map(\.id))
            replaceTop(with: .topics(list))
        case .path(var path):
            guard edit(&path.editor) else { return [] }
            path.candidates = []
            replaceTop(with: .path(path))
        case .help, .files: break
        }
        return []
    }

    /// Lets an open list of topics take in what was received after it was opened, as at the first start.
    mutating func refreshTopicList() {
        guard case .topics(var list) = overlays.last else { return }
        list.viewport.update(ids: topics(matching: list.filter.text).map(\.id))
        replaceTop(with: .topics(list))
    }

    /// The topics whose title has the typed words in it, in any case.
    func topics(matching filter: String) -> [Topic] {
        let words = Folding.fold(filter).split(separator: " ")
        return openTopics.filter { topic in
            let title = Folding.fold(topic.title[language])
            return words.allSatisfy { title.contains($0) }
        }
    }

    mutating func completePath(_ completion: PathCompletion) {
        guard case .path(var path) = overlays.last, path.editor.text == completion.typed else { return }
        path.editor = TextEditor(completion.completed, singleLine: true)
        path.candidates = completion.candidates
        replaceTop(with: .path(path))
    }

    private mutating func replaceTop(with overlay: Overlay) {
        overlays[overlays.count - 1] = overlay
    }

    private func move<ID>(_ viewport: inout ListViewport<ID>, _ action: Action) {
        switch action {
        case .up: viewport.moveSelection(by: -1)
        case .down: viewport.moveSelection(by: 1)
        case .first: viewport.moveToFirst()
        case .last: viewport.moveToLast()
        default: break
        }
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
            default: scroll
            }
        return min(max(0, target), max(0, last))
    }
}

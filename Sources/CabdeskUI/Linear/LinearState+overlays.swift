import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    /// Answers what lies over the tab: a list to choose from, a question, a file to find.
    mutating func answer(_ overlay: Overlay, _ typed: String) -> [Effect] {
        if typed == "." {
            // A person who leaves a list wants to give a command.
            isGuided = false
            return app.perform(.back)
        }
        switch overlay {
        case .choices(let list): return answer(list, typed)
        case .browser(let browser): return answer(browser, typed)
        case .confirm(let confirmation):
            if typed.isEmpty { return app.perform(.choose) }
            guard let isYes = YesOrNo.answer(line: typed, language: app.language) else {
                // Whoever types the next command ahead did not know of the question.
                if case .attachPasted = confirmation.question { return app.perform(.no) + answered(typed) }
                say(.askYesOrNo(marked: nil))
                return []
            }
            return app.perform(isYes ? .yes : .no)
        case .rating(let rating): return answer(rating, typed)
        case .path(var path):
            if !typed.isEmpty {
                path.editor.replaceAll(with: typed)
                app.replaceTop(with: .path(path))
            }
            return app.perform(.choose)
        case .transfers: return answerTransfers(typed)
        case .shiftNote(var editor):
            editor.replaceAll(with: typed)
            app.replaceTop(with: .shiftNote(editor))
            return app.perform(.send)
        case .cannedName(var name):
            // Enter leaves the name of one that is changed.
            if name.edit == nil || !typed.isEmpty { name.editor.replaceAll(with: typed) }
            app.replaceTop(with: .cannedName(name))
            return app.perform(.choose)
        case .cannedText(let edit): return answer(edit, typed)
        case .severalReply: return answerSeveral(typed)
        case .why(var why):
            why.text.replaceAll(with: typed)
            app.replaceTop(with: .why(why))
            return app.perform(.choose)
        case .help, .preview: return app.perform(.back)
        }
    }

    // MARK: Lists

    private mutating func answer(_ list: ChoiceList, _ typed: String) -> [Effect] {
        if typed.isEmpty || typed == "?" {
            report(list, whole: true)
            return []
        }
        if let number = Int(typed) { return choose(number, of: list) }
        // The words of a canned reply are looked for, so that there only a letter is a command, or a name with a number.
        let words = typed.split(whereSeparator: \.isWhitespace)
        let takesCommand =
            [.attachment, .draft, .shiftNote].contains(list.purpose)
            || (list.purpose == .cannedReply && (words.first?.count == 1 || words.last.flatMap { Int($0) } != nil))
        if takesCommand, let effects = answerByCommand(list, typed) { return effects }
        var list = list
        _ = list.edit {
            $0.replaceAll(with: typed)
            return true
        }
        let titles = list.viewport.ids.enumerated().compactMap { list.item($0.offset) }
            .map { app.cannedReply($0.id)?.name ?? $0.label }
        if let only = onlyMatch(typed, among: titles) { return choose(only + 1, of: list) }
        if titles.isEmpty {
            say(strings[.choicesNothing])
        } else {
            app.replaceTop(with: .choices(list))
        }
        return []
    }

    /// The place of the title that is meant beyond doubt: it is the same, or the only one that begins so or fits at all.
    private func onlyMatch(_ typed: String, among titles: [String]) -> Int? {
        let typed = Folding.fold(typed)
        let folded = titles.map(Folding.fold)
        let beginning = folded.indices.filter { folded[$0].hasPrefix(typed) }
        return folded.firstIndex(of: typed) ?? (beginning.count == 1 ? beginning[0] : titles.count == 1 ? 0 : nil)
    }

    /// `o 2` opens the second file, `p 2` previews it, `d 2` throws the second draft away.
    private mutating func answerByCommand(_ list: ChoiceList, _ typed: String) -> [Effect]? {
        guard case .command(let command) = parsed(typed), case .action(let action) = command.verb else { return nil }
        if action == .back { return app.perform(.back) }
        if let reason = app.reasonDisabled(action) {
            say(strings[reason])
            return []
        }
        let number = Int(command.argument) ?? (list.viewport.ids.count == 1 ? 1 : 0)
        guard select(number, of: list) else { return [] }
        return app.perform(action)
    }

    private mutating func choose(_ number: Int, of list: ChoiceList) -> [Effect] {
        guard select(number, of: list) else { return [] }
        let effects = app.perform(.choose)
        if list.purpose == .cannedReply, app.overlays.isEmpty { reportLength() }
        return effects
    }

    private mutating func select(_ number: Int, of list: ChoiceList) -> Bool {
        var list = list
        guard let item = list.item(number - 1) else {
            say(.chooseNumber(list.viewport.ids.count))
            return false
        }
        list.viewport.select(item.id)
        app.replaceTop(with: .choices(list))
        return true
    }

    /// The things to choose from with their numbers; of many only how many there are, unless all are asked for.
    mutating func report(_ list: ChoiceList, whole: Bool) {
        let count = list.viewport.ids.count
        if count > Self.shortList, !whole {
            say(.manyChoices(count))
            return
        }
        for index in 0..<count {
            guard let item = list.item(index) else { continue }
            say("\(index + 1). \(item.label)\(item.detail.isEmpty ? "" : ", \(item.detail)")")
        }
    }

    /// Lists up to this length are reported without being asked for.
    private static let shortList = 12

    /// A line of the text of a canned reply: the first takes the place of the old text. An empty one goes on to the name.
    private mutating func answer(_ edit: CannedEdit, _ typed: String) -> [Effect] {
        if typed.isEmpty { return app.perform(.send) }
        var edit = edit
        edit.editor.replaceAll(with: edit.isChanged ? edit.editor.text + "\n" + typed : typed)
        app.replaceTop(with: .cannedText(edit))
        return []
    }

    // MARK: Rating

    private mutating func answer(_ rating: RatingState, _ typed: String) -> [Effect] {
        var rating = rating
        if rating.score != nil {
            rating.comment.replaceAll(with: typed)
            app.replaceTop(with: .rating(rating))
            return app.perform(.choose)
        }
        guard let digit = typed.first, app.scored(.character(digit), rating) else {
            say(.askRating)
            return []
        }
        let comment = typed.dropFirst().drop(while: \.isWhitespace)
        guard !comment.isEmpty, case .rating(let scored) = app.overlays.last else { return [] }
        return answer(scored, String(comment))
    }

    // MARK: Telling

    /// Reports a list, a question or a small window when it opens, or when it was narrowed.
    mutating func report(_ overlay: Overlay) {
        switch overlay {
        case .choices(let list):
            // The service and the topic are asked for by the prompt itself.
            if !list.purpose.isOfForm { say(strings.title(of: list.purpose)) }
            report(list, whole: false)
        case .confirm(let confirmation): say(app.sentence(of: confirmation))
        case .rating(let rating): if rating.score == nil { say(strings[.ratingTitle]) }
        case .path(let path): say(strings[.saveTitle(path.attachment.name)])
        case .browser(let browser):
            if !browser.listing.path.isEmpty {
                say(.folder(browser.listing.path, entries: browser.viewport.ids.count))
            }
        case .preview(let preview):
            said += preview.lines
            // It is reported as a whole, and nothing is left to be done with it.
            app.overlays.removeLast()
        case .transfers: reportTransfers()
        // The prompt says all of it.
        case .shiftNote, .cannedName, .why: break
        case .cannedText(let edit):
            // It changes with each line.
            if !edit.isChanged { say(edit.editor.text) }
        case .severalReply: reportSeveralReply()
        case .help: app.overlays.removeLast()
        }
    }
}

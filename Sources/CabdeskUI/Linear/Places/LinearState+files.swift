import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Finding a file to attach, and files on their way.
extension LinearState {
    mutating func answer(_ browser: BrowserState, _ typed: String) -> [Effect] {
        var browser = browser
        if typed.isEmpty || typed == "?" {
            report(browser)
            return []
        }
        if typed == ".." { return app.perform(.parentFolder) }
        let numbers = typed.split { $0.isWhitespace || $0 == "," }.compactMap { Int($0) }
        if let first = numbers.first, browser.input.isEmpty, numbers.allSatisfy(browser.viewport.ids.indices.shifted) {
            browser.move { $0.select(index: first - 1) }
            if numbers.count > 1 {
                browser.marked = numbers.compactMap { browser.entry(browser.viewport.ids[$0 - 1]) }
                    .filter { !$0.isFolder }.map(browser.path)
            }
            app.replaceTop(with: .browser(browser))
            return app.perform(.choose)
        }
        browser.input.replaceAll(with: typed)
        browser.narrow()
        let names = browser.viewport.ids
        if let exact = names.first(where: { $0 == typed }) { browser.move { $0.select(exact) } }
        attachPath = typed
        let isFound = browser.isPath || names.contains(typed) || names.count == 1
        if isFound {
            app.replaceTop(with: .browser(browser))
            return app.perform(.choose)
        }
        report(browser)
        return []
    }

    /// A folder that was named like a file is looked into.
    mutating func attachFailed(_ error: HelpdeskError, to draft: Draft.ID) -> [Effect] {
        guard error.code == .fileIsDirectory, let path = attachPath else { return [] }
        attachPath = nil
        if !said.isEmpty { said.removeLast() }
        app.browsedFolder = path
        return app.openBrowser(for: draft)
    }

    private mutating func report(_ browser: BrowserState) {
        let names = browser.viewport.ids
        if names.isEmpty { say(strings[.choicesNothing]) }
        for (index, name) in names.enumerated() {
            guard let entry = browser.entry(name) else { continue }
            say(.folderEntry(index + 1, name: name, size: entry.isFolder ? nil : entry.size))
        }
    }

    // MARK: Files on their way

    /// `x 1` cancels the first, `t 1` tries it again; Enter reports how far they are.
    mutating func answerTransfers(_ typed: String) -> [Effect] {
        if typed.isEmpty {
            reportTransfers()
            return []
        }
        guard case .command(let command) = parsed(typed), case .action(let action) = command.verb,
            case .transfers(var list) = app.overlays.last
        else {
            say(.unknownCommand)
            return []
        }
        if action == .back { return app.perform(.back) }
        let number = Int(command.argument) ?? 1
        if list.viewport.ids.indices.contains(number - 1) {
            list.viewport.select(index: number - 1)
            app.replaceTop(with: .transfers(list))
        }
        return perform(LinearCommand(verb: .action(action)))
    }

    mutating func reportTransfers() {
        if app.transfers.isEmpty { say(strings[.noTransfers]) }
        for (index, transfer) in app.transfers.enumerated() {
            say("\(index + 1). \(transfer.name): \(state(of: transfer))")
        }
    }

    private func state(of transfer: Transfer) -> String {
        if let error = transfer.error { return strings[.error(error)] }
        return transfer.progress.map { strings[.transferred($0)] } ?? strings[.deliveryQueued]
    }
}

extension Range<Int> {
    /// Whether a number that counts from one is among these indices.
    fileprivate func shifted(_ number: Int) -> Bool { contains(number - 1) }
}

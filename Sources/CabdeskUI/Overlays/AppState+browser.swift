import HelpdeskCore
import TerminalKit

extension AppState {
    mutating func openBrowser(for draft: Draft.ID) -> [Effect] {
        overlays.append(.browser(BrowserState(draft: draft)))
        return go(to: browsedFolder)
    }

    /// Goes into a folder as soon as it has been read; an answer to an older request is no longer waited for.
    private mutating func go(to path: String, isTyped: Bool = false) -> [Effect] {
        guard case .browser(var browser) = overlays.last else { return [] }
        browser.awaited = path
        replaceTop(with: .browser(browser))
        return [.files(.look(isTyped ? .path(path) : .folder(path)))]
    }

    mutating func perform(_ action: Action, on browser: BrowserState) -> [Effect] {
        var browser = browser
        switch action {
        case .choose: return chosen(browser)
        case .complete:
            return browser.isPath ? [.files(.look(.completion(browser.input.text)))] : []
        case .mark:
            guard let entry = browser.selected, !entry.isFolder else { return [] }
            let path = browser.path(of: entry)
            if let index = browser.marked.firstIndex(of: path) {
                browser.marked.remove(at: index)
            } else {
                browser.marked.append(path)
            }
            browser.move { $0.move(.down) }
        case .toggleHidden:
            browser.showsHidden.toggle()
            browser.narrow()
        case .parentFolder: return go(to: "\(browser.listing.path)/..")
        // Everything else that the browser is asked for moves its selection.
        default: browser.move { $0.move(action) }
        }
        replaceTop(with: .browser(browser))
        return []
    }

    private mutating func chosen(_ browser: BrowserState) -> [Effect] {
        if browser.isPath {
            return go(to: browser.input.text, isTyped: true)
        }
        if !browser.marked.isEmpty {
            overlays.removeLast()
            return attach(browser.marked.map { .path($0) }, to: browser.draft)
        }
        guard let entry = browser.selected else { return [] }
        if entry.isFolder { return go(to: browser.path(of: entry)) }
        overlays.removeLast()
        return attach([.path(browser.path(of: entry))], to: browser.draft)
    }

    /// Attaches the file of a typed path, if it is still awaited.
    mutating func pathFollowed(_ path: String, isFile: Bool) -> [Effect] {
        guard case .browser(let browser) = overlays.last, browser.awaited == path else { return [] }
        guard isFile else {
            pathRefused(path, HelpdeskError(.fileMissing, subject: path))
            return []
        }
        overlays.removeLast()
        return attach([.path(path)], to: browser.draft)
    }

    /// Stays where it is, and says why.
    mutating func pathRefused(_ path: String, _ error: HelpdeskError) {
        guard case .browser(var browser) = overlays.last, browser.awaited == path else { return }
        browser.awaited = nil
        replaceTop(with: .browser(browser))
        notice = .failed(.error(error))
    }

    mutating func folderListed(_ listing: FolderListing, asked: String?) {
        guard case .browser(var browser) = overlays.last, asked == nil || browser.awaited == asked else { return }
        browser.show(listing)
        browsedFolder = listing.path
        replaceTop(with: .browser(browser))
    }
}

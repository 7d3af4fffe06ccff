import HelpdeskCore
import TerminalKit

extension AppState {
    mutating func openBrowser(for draft: Draft.ID) -> [Effect] {
        overlays.append(.browser(BrowserState(draft: draft)))
        return [.listFolder(browsedFolder)]
    }

    mutating func perform(_ action: Action, on browser: BrowserState) -> [Effect] {
        var browser = browser
        switch action {
        case .choose: return chosen(browser)
        case .complete:
            return browser.isPath ? [.completePath(browser.input.text)] : []
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
        case .parentFolder: return [.listFolder("\(browser.listing.path)/..")]
        default: browser.move { $0.move(action) }
        }
        replaceTop(with: .browser(browser))
        return []
    }

    private mutating func chosen(_ browser: BrowserState) -> [Effect] {
        if browser.isPath {
            if browser.input.text.hasSuffix("/") { return [.listFolder(browser.input.text)] }
            overlays.removeLast()
            return attach([.path(browser.input.text)], to: browser.draft)
        }
        if !browser.marked.isEmpty {
            overlays.removeLast()
            return attach(browser.marked.map { .path($0) }, to: browser.draft)
        }
        guard let entry = browser.selected else { return [] }
        if entry.isFolder { return [.listFolder(browser.path(of: entry))] }
        overlays.removeLast()
        return attach([.path(browser.path(of: entry))], to: browser.draft)
    }

    mutating func folderListed(_ listing: FolderListing) {
        guard case .browser(var browser) = overlays.last else { return }
        browser.show(listing)
        browsedFolder = listing.path
        replaceTop(with: .browser(browser))
    }
}

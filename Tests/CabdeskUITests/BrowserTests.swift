import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("File browser")
struct BrowserTests {
    private let lookups = Lookups(themes: ThemeFolders(directories: [], configured: nil), restrictions: .none)

    private func browsing() -> AppState {
        var state = UIFixture.state()
        state.press(.character("2"), .control("t"))
        _ = state.update(.folderListed(FolderListing(path: "/home/olena", entries: [])))
        return state
    }

    @Test("a link to a folder is a folder, one to a file has its size, one that leads nowhere has none")
    func links() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/real", withIntermediateDirectories: false)
        try folder.write(Data(count: 5000), to: "file.txt")
        for (name, target) in [("link", "real"), ("short", "file.txt"), ("lost", "nowhere"), ("loop", "loop")] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder.path)/\(name)", withDestinationPath: target)
        }
        let entries = FolderReader.list(LocatedPath(LocalPath(folder.path))).entries
        func entry(_ name: String) -> FolderListing.Entry? { entries.first { $0.name == name } }
        #expect(entry("link")?.isFolder == true)
        #expect(entry("short")?.isFolder == false)
        #expect(entry("short")?.size == 5000)
        #expect(entry("lost")?.isFolder == false && entry("lost")?.size == nil)
        #expect(entry("loop")?.isFolder == false)
        #expect(FolderReader.list(LocatedPath(LocalPath(folder.path + "/link"))).isReadable)
    }

    @Test("a folder that is typed without a / is gone into, a file is attached, and nothing keeps the browser open")
    func typedPath() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data("x".utf8), to: "file.txt")
        var state = browsing()
        let draft = state.create.draft.id

        state.type(folder.path)
        #expect(state.press(.enter) == [.files(.look(.path(folder.path)))])
        _ = state.update(await lookups.message(for: .path(folder.path)))
        #expect(state.context == .browser)
        #expect(state.view(theme: .fallback).lines.joined().contains("file.txt"))

        state.type(folder.path + "/nothing")
        let effects = state.press(.enter)
        #expect(state.update(await lookups.message(for: try #require(effects[0].look))) == [])
        #expect(state.context == .browser)
        #expect(state.notice?.kind == .failed)
        #expect(state.view(theme: .fallback).lines.joined().contains("/nothing"))

        for _ in "/nothing" { state.press(.backspace) }
        state.type("/file.txt")
        let follow = state.press(.enter)
        let attaching = state.update(await lookups.message(for: try #require(follow[0].look)))
        #expect(attaching.last?.arriving?.source == .path(file) && attaching.last?.arriving?.draft == draft)
        #expect(state.context != .browser)
    }

    @Test("Escape clears what was typed to search first, then closes")
    func escape() {
        var state = browsing()
        state.type("звіт")
        state.press(.escape)
        #expect(state.context == .browser)
        state.press(.escape)
        #expect(state.overlays.isEmpty && state.tab == .create)
    }

    @Test("the late answer of a folder that was left does not take the place of a newer one")
    func late() {
        var state = browsing()
        state.type("/mnt/dead/")
        state.press(.enter)
        #expect(state.view(theme: .fallback).lines.joined().contains("Завантаження…"))
        for _ in "/mnt/dead/" { state.press(.backspace) }
        #expect(state.press(.left) == [.files(.look(.folder("/home/olena/..")))])
        let home = FolderListing(
            path: "/home", entries: [.init(name: "olena", isFolder: true, size: nil, modified: nil)])
        _ = state.update(.folderListed(home, asked: "/home/olena/.."))
        _ = state.update(.folderListed(FolderListing(path: "/mnt/dead", entries: []), asked: "/mnt/dead/"))
        _ = state.update(.pathFollowed("/mnt/dead/", isFile: true))
        #expect(state.browsedFolder == "/home")
        #expect(state.context == .browser)
    }

    @Test("an empty text is a text")
    func emptyPreview() throws {
        let folder = try TemporaryFolder()
        #expect(TextPreview.lines(of: try folder.write(Data(), to: "empty.txt")) == [""])
        #expect(TextPreview.lines(of: try folder.write(Data([0]), to: "binary")) == nil)
    }
}

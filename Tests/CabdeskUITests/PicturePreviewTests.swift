import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Pictures in the preview", .timeLimit(.minutes(5)))
struct PicturePreviewTests {
    private let support = PictureSupport(format: .kitty, cell: PixelSize(width: 10, height: 20), colorDepth: .trueColor)
    private let picture = Picture(.png(Array("AAAA".utf8)), size: Size(rows: 4, columns: 10))

    private func request(_ effects: [Effect]) -> PictureRequest? {
        effects.compactMap { if case .picture(let request)? = $0.look { request } else { nil } }.first
    }

    private func opened(_ state: inout AppState) throws -> PictureRequest {
        state.openSampleTicket()
        let effects = state.update(.pictureFetched(name: "екран.png", path: "/viewed/екран.png"))
        #expect(effects == [.screen(.describePictures)])
        return try #require(request(state.update(.picturesDescribed(support))))
    }

    @Test("a picture lies over blank cells of the preview, goes with it, and makes way for what lies over it")
    func placed() throws {
        var state = UIFixture.state(language: .english)
        let request = try opened(&state)
        #expect(state.view(theme: .fallback).lines.contains { $0.contains("Opening the picture") })
        #expect(state.update(.pictureMade(request, .picture(picture))) == [])
        let shown = try #require(state.view(theme: .fallback).picture)
        #expect(shown.picture == picture)
        let grid = state.view(theme: .fallback)
        for row in shown.rows {
            for column in shown.position.column..<shown.position.column + picture.size.columns {
                #expect(grid[Position(row: row, column: column)].text == " ")
            }
        }
        state.press(.character("?"))
        #expect(state.view(theme: .fallback).picture == nil)
        state.press(.escape)
        #expect(state.view(theme: .fallback).picture == shown)
        state.press(.escape)
        #expect(state.view(theme: .fallback).picture == nil)
        #expect(state.overlays.isEmpty)
    }

    @Test("a window of another size has it made anew, one at a time and the last one only")
    func resized() throws {
        var state = UIFixture.state(language: .english)
        let first = try opened(&state)
        for columns in [90, 100, 110] {
            let effects = state.update(.windowResized(Size(rows: 30, columns: columns)))
            #expect(effects.contains(.screen(.describePictures)))
            #expect(request(state.update(.picturesDescribed(support))) == nil)
        }
        let second = try #require(request(state.update(.pictureMade(first, .picture(picture)))))
        #expect(second.room.columns == 106)
        #expect(state.view(theme: .fallback).picture == nil)
        // A late answer to another question.
        #expect(state.update(.pictureMade(first, .failed(.unreadable))) == [])
        _ = state.update(.pictureMade(second, .picture(picture)))
        #expect(state.view(theme: .fallback).picture != nil)
        #expect(request(state.update(.picturesDescribed(support))) == nil)
    }

    @Test("the terminal's answer that comes late is taken in; without a picture it changes nothing")
    func answered() throws {
        var state = UIFixture.state(language: .english)
        #expect(state.update(.terminalAnswered) == [])
        let first = try opened(&state)
        _ = state.update(.pictureMade(first, .characters([[Cell(text: "▄", style: Style(foreground: .indexed(1)))]])))
        let grid = state.view(theme: .fallback)
        #expect(grid.picture == nil)
        #expect(grid.lines.contains { $0.contains("▄") })
        #expect(state.update(.terminalAnswered) == [.screen(.describePictures)])
        let sixel = PictureSupport(format: .sixel, cell: support.cell, colorDepth: .indexed256)
        #expect(request(state.update(.picturesDescribed(sixel)))?.support == sixel)
    }

    @Test("why a picture does not show is said in its place", arguments: Language.allCases)
    func failures(language: Language) throws {
        for (failure, word) in [
            (PictureFailure.unreadable, "екран.png"), (.tooLarge, "екран.png"), (.noProgram, "chafa"),
        ] {
            var state = UIFixture.state(language: language)
            let request = try opened(&state)
            _ = state.update(.pictureMade(request, .failed(failure)))
            #expect(state.view(theme: .fallback).lines.joined().contains(word))
        }
    }

    @Test("where everything is read aloud, a picture is none to look at")
    func linear() {
        var state = LinearState(UIFixture.state(language: .english))
        _ = state.update(.pictureFetched(name: "a.png", path: "/a.png"))
        #expect(state.app.overlays.isEmpty)
        #expect(state.endTurn().lines.contains { $0.contains("a.png is not text") })
    }

    // MARK: Making

    /// A PNG of one pixel.
    private static let png =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
        ?? Data()

    private func made(
        _ file: Data, format: PictureProtocol? = nil, program: String? = nil, in folder: borrowing TemporaryFolder
    ) throws -> PictureView {
        try folder.write(file, to: "picture")
        var maker: PictureMaker { PictureMaker(program: program) }
        let support = PictureSupport(format: format, cell: support.cell, colorDepth: .indexed256)
        return maker.view(
            for: PictureRequest(
                path: folder.path + "/picture", room: Size(rows: 20, columns: 60), support: support))
    }

    @Test("a terminal that decodes pictures needs no program; any other does")
    func direct() throws {
        let folder = try TemporaryFolder()
        for format in [PictureProtocol.kitty, .iterm] {
            guard case .picture(let picture) = try made(Self.png, format: format, in: folder) else {
                Issue.record("\(format)")
                continue
            }
            #expect(picture.size == Size(rows: 1, columns: 1))
        }
        #expect(try made(Self.png, format: .sixel, in: folder) == .failed(.noProgram))
        #expect(try made(Self.png, in: folder) == .failed(.noProgram))
        #expect(try made(Self.png.dropLast(5), format: .kitty, in: folder) == .failed(.unreadable))
        #expect(try made(Data("no picture".utf8), format: .kitty, in: folder) == .failed(.unreadable))
        var huge = Self.png
        huge.replaceSubrange(16..<24, with: [0, 1, 0, 0, 0, 1, 0, 0])
        #expect(try made(huge, format: .kitty, in: folder) == .failed(.tooLarge))
        #expect(
            try made(Self.png + Data(count: PictureMaker.maxBytes), format: .kitty, in: folder) == .failed(.tooLarge))
    }

    @Test("what a program writes beside a picture never gets to the terminal; its failure is said")
    func program() throws {
        let folder = try TemporaryFolder()
        func program(_ script: String) throws -> String {
            try folder.write(Data("#!/bin/sh\n\(script)\n".utf8), to: "chafa")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/chafa")
            return folder.path + "/chafa"
        }
        let symbols = try program(
            """
            case "$1" in
            --format=symbols) cat > /dev/null; printf '\\033[38;5;9mxx\\033[0m\\n';;
            *) printf '\\033]52;c;AAAA\\007\\033Pq~~~\\033\\\\';;
            esac
            """)
        // Of the sixels nothing is taken, as there is something else.
        guard case .characters(let rows) = try made(Self.png, format: .sixel, program: symbols, in: folder) else {
            Issue.record("no characters")
            return
        }
        #expect(rows.map { $0.map(\.text).joined() } == ["xx"])
        #expect(try made(Self.png, program: try program("exit 2"), in: folder) == .failed(.unreadable))
        #expect(try made(Self.png, program: try program("printf '\\033[2Jx\\n'"), in: folder) == .failed(.unreadable))
    }
}

import Foundation
import HelpdeskModels
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

/// Texts of the environment, of files and of headers, in every form that occurs.
struct OutsideTextTests {
    @Test("The home folder is HOME if that is absolute, else the one in the list of users")
    func home() {
        func home(_ value: String?, _ listed: String?) -> String {
            HomeFolder.path(value.map { ["HOME": $0] } ?? [:]) { listed }
        }
        #expect(home("/home/olena", "/listed") == "/home/olena")
        #expect(home(nil, "/listed") == "/listed")
        #expect(home("", "/listed") == "/listed")
        #expect(home("olena", "/listed") == "/listed")
        #expect(home(nil, nil) == "/")
        #expect(home("..", "relative") == "/")
        #expect(HomeFolder.folderInUserList()?.hasPrefix("/") == true)
        #expect(HomeFolder.expand("~/a", ["HOME": "/home/olena"]) == "/home/olena/a")
        #expect(HomeFolder.expand("~", ["HOME": "/home/olena"]) == "/home/olena")
        #expect(HomeFolder.expand("~/a", ["HOME": "/"]) == "/a")
        #expect(HomeFolder.expand("/a/~", ["HOME": "/home/olena"]) == "/a/~")
    }

    @Test("Without HOME the program's folders are those of the user, and XDG paths win only if they are absolute")
    func directories() throws {
        let home = try #require(HomeFolder.folderInUserList())
        for environment in [[:], ["HOME": "relative"], ["XDG_CONFIG_HOME": "relative"]] {
            let config = Directories(environment: environment).config
            #expect(config == (home == "/" ? "" : home) + "/.config/cabdesk")
        }
    }

    @Test("A byte order mark at the beginning is no part of a text, and one inside is left")
    func byteOrderMark() throws {
        #expect("\u{FEFF}Не друкує".withoutByteOrderMark == "Не друкує")
        #expect("\u{FEFF}".withoutByteOrderMark == "")
        #expect("a\u{FEFF}b".withoutByteOrderMark.unicodeScalars.count == 3)
        let folder = try TemporaryFolder()
        let path = try folder.write(Data([0xEF, 0xBB, 0xBF]) + Data("token".utf8), to: "token")
        #expect(try PrivateFile.read(path) == "token")
    }
}

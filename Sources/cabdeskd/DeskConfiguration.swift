import DeskStorage
import Foundation
import HelpdeskModels
import HelpdeskServer
import SQLDatabase
import TOMLText
import TelegramBots

/// A configuration file as a whole: what each part of the program reads of it.
struct DeskConfiguration {
    var server: ServerConfiguration
    let storage: StorageConfiguration
    /// Nil if the desk has no such bot.
    let alerts: AlertConfiguration?
    let support: SupportConfiguration?

    /// Throws ``ConfigurationError``.
    init(contentsOf file: URL) throws {
        let root = try ConfigurationTable(contentsOf: file)
        server = try ServerConfiguration(root)
        storage = try StorageConfiguration(root)
        alerts = try AlertConfiguration(root, desk: server.desk)
        support = try SupportConfiguration(root)
        if alerts != nil { server.desk.alertBot?.isConnected = true }
        if support != nil { server.desk.supportBot?.isConnected = true }
    }

    /// The databases of both bots. Throws ``ConfigurationError``.
    func bots() throws -> BotStores {
        let databases = [try storage.databaseSettings(), try alerts?.database?.read()]
        return BotStores(directory: storage.botsPath, databases: databases.compactMap(\.self))
    }

    /// Where each bot has its rows. Without `[alerts]`, those of an alert bot that once was are in a file. Throws
    /// ``ConfigurationError``.
    func botPlaces() throws -> BotMove.Places {
        BotMove.Places(
            support: try storage.supportPlace(),
            alert: try alerts?.place(in: storage.botsPath) ?? BotPlace(directory: storage.botsPath))
    }
}

extension StorageConfiguration {
    /// The support bot is where the desk is. Throws ``ConfigurationError``.
    func supportPlace() throws -> BotPlace {
        BotPlace(directory: botsPath, database: try databaseSettings())
    }
}

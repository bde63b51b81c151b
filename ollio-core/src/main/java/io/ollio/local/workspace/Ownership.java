package io.ollio.local.workspace;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;

/** The user and group that commands run as, when they are not the JVM's own. */
record Ownership(UserPrincipal user, GroupPrincipal group) {

  /** The user and the group of one number; they need no entry in the user database. */
  static Ownership of(Path place, int uid) throws IOException {
    UserPrincipalLookupService users = place.getFileSystem().getUserPrincipalLookupService();
    String number = Integer.toString(uid);
    return new Ownership(
        users.lookupPrincipalByName(number), users.lookupPrincipalByGroupName(number));
  }

  /** Hands over what stands at a path that commands cannot reach yet. */
  void give(Path path) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    view.setGroup(group);
    view.setOwner(user);
  }
}

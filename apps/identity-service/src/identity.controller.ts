import { identityContract } from '@credstream/contracts/identity';
import { answering } from '@credstream/service-kit';
import { Offboarding } from './offboarding/offboarding.js';
import { OrganizationCommands } from './organization/organization.commands.js';
import { OrganizationQueries } from './organization/organization.queries.js';
import { roleTable } from './organization/role-table.js';
import { ProviderSignIns } from './provider/provider-sign-ins.js';
import { ProvisionedUsers } from './provisioning/provisioned-users.js';
import { SessionQueries } from './session/session.queries.js';
import { Sessions } from './session/sessions.js';
import { SignIns } from './session/sign-ins.js';
import { UserSessions } from './session/user-sessions.js';
import { RoleAssignments } from './user/role-assignments.js';
import { UserCommands } from './user/user.commands.js';
import { UserQueries } from './user/user.queries.js';

/** What identity-service answers, and by what. */
export const IdentityController = answering(
  identityContract,
  [
    SignIns,
    Sessions,
    SessionQueries,
    UserSessions,
    ProviderSignIns,
    OrganizationCommands,
    OrganizationQueries,
    UserCommands,
    UserQueries,
    Offboarding,
    ProvisionedUsers,
    RoleAssignments,
  ],
  (
    signIns,
    sessions,
    sessionQueries,
    userSessions,
    providerSignIns,
    organization,
    organizationQueries,
    users,
    userQueries,
    offboarding,
    provisioned,
    roleAssignments,
  ) => ({
    jwks: () => sessions.jwks(),
    signIn: (message, context) => signIns.withPassword(message, context),
    refreshSession: (message, context) => sessions.refresh(message, context),
    revokeToken: (message, context) => sessions.revoke(message, context),
    beginProviderSignIn: (message) => providerSignIns.begin(message),
    completeProviderSignIn: (message, context) => providerSignIns.complete(message, context),
    confirmProviderSignIn: (message, context) => providerSignIns.confirm(message, context),
    redeemProviderCode: (message, context) => providerSignIns.redeem(message, context),
    providerLogout: (message, context) => providerSignIns.logout(message, context),
    issueKeyToken: (message, context) => sessions.forKey(message, context),
    inspectRefreshToken: (message, context) => sessionQueries.inspect(message, context),
    listSessions: (message, context) => userSessions.list(message, context),
    endSession: (message, context) => userSessions.end(message, context),
    signInMethods: () => providerSignIns.methods(),
    loadSession: (message) => sessionQueries.load(message),

    createAccount: (message, context) => organization.createAccount(message, context),
    listAccounts: (message, context) => organizationQueries.listAccounts(message, context),
    getAccount: (message, context) => organizationQueries.getAccount(message, context),
    changeAccountPolicies: (message, context) => organization.changePolicies(message, context),
    disableAccount: (message, context) => organization.disable(message, context),
    enableAccount: (message, context) => organization.enable(message, context),

    createScope: (message, context) => organization.createScope(message, context),
    listScopes: (message, context) => organizationQueries.listScopes(message, context),
    renameScope: (message, context) => organization.renameScope(message, context),
    deleteScope: (message, context) => organization.deleteScope(message, context),

    createUser: (message, context) => users.create(message, context),
    getUser: (message, context) => userQueries.get(message, context),
    listUsers: (message, context) => userQueries.list(message, context),
    updateUser: (message, context) => users.update(message, context),
    disableUser: (message, context) => users.disable(message, context),
    enableUser: (message, context) => users.enable(message, context),
    offboardUser: async (message, context) => {
      const { user } = await users.offboard(message, context);
      return offboarding.reportOf(user.id);
    },
    eraseUserData: (message, context) => users.eraseData(message, context),
    readmitUser: (message, context) => users.readmit(message, context),
    provisionUser: (message, context) => provisioned.provision(message, context),
    updateProvisionedUser: (message, context) => provisioned.update(message, context),
    listProvisionedUsers: (message, context) => provisioned.list(message, context),
    getOffboarding: (message, context) => offboarding.get(message, context),

    listRoles: async () => roleTable,
    grantRole: (message, context) => roleAssignments.grant(message, context),
    getRoleAssignment: (message, context) => roleAssignments.get(message, context),
    listRoleAssignments: (message, context) => roleAssignments.list(message, context),
    revokeRole: (message, context) => roleAssignments.revoke(message, context),
  }),
);
